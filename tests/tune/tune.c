/*
 * Learns from annotated text what the features of a candidate (decide/features.h) speak for: an averaged structured
 * perceptron (Collins 2002) over the program's own lattice. The weights that people wrote stay as they are; what is learnt is added.
 * A document is decided with what is known so far; the weights of a name that is missed rise, those of a wrong one fall.
 * The order of the documents is fixed, so that the same corpora give the same weights.
 *
 *     tune DATA_DIR EPOCHS TYPE[,TYPE…]:CORPUS.jsonl… > weights.tsv       DATA_DIR holds rules/ and gazetteers/
 *
 * A corpus is JSONL: {"text", "types": […], "entities": [{"start", "end", "type"}]}, offsets in code points; the type `org` is
 * met by company and organization. A feature is written where it was seen in LEAST_DOCUMENTS documents and more: what is
 * told of one text alone is not.
 */
#define _GNU_SOURCE
#include "decide/features.h"
#include "decide/lattice.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 1 << 23, LEAST_DOCUMENTS = 5, MAX_SETS = 32, MAX_NAMES = 8192 };
static const float least_weight = 0.1f;

static void die(const char *why, const char *what)
{
    fprintf(stderr, "tune: %s: %s\n", what, why);
    exit(1);
}

static void *room_of(size_t count, size_t size)
{
    void *room = calloc(count, size);
    if (!room)
        die("out of memory", "room");
    return room;
}

/* --- weights, and their averages over time ------------------------------------------------------------------------------- */

/* Beside a slot of the model's table. `sum`: the weight times the steps that it stood. */
struct history { char *text; double sum[FEATURE_TYPES]; uint64_t since[FEATURE_TYPES]; uint32_t documents[FEATURE_TYPES], last[FEATURE_TYPES]; };

struct weights { struct feature_weight *slots; struct history *histories; uint32_t count; uint64_t step; };

static uint32_t slot_of(struct weights *w, struct str feature)
{
    uint64_t hash = feature_hash(feature);
    uint32_t at = (uint32_t)hash & (SLOTS - 1);
    while (w->slots[at].hash && w->slots[at].hash != hash)
        at = (at + 1) & (SLOTS - 1);
    if (w->slots[at].hash)
        return at;
    if (++w->count > SLOTS / 2)
        die("more features than there is room for", "corpora");
    w->slots[at].hash = hash;
    w->histories[at].text = room_of(feature.len + 1, 1);
    memcpy(w->histories[at].text, feature.ptr, feature.len);
    return at;
}

struct move { struct weights *w; uint8_t type; float by; uint32_t document; };

static void move_weight(void *context, struct str feature)
{
    struct move *move = context;
    struct weights *w = move->w;
    uint32_t at = slot_of(w, feature), type = move->type;
    struct history *h = &w->histories[at];
    h->sum[type] += w->slots[at].weight[type] * (double)(w->step - h->since[type]);
    h->since[type] = w->step;
    w->slots[at].weight[type] += move->by;
    h->documents[type] += h->last[type] != move->document;
    h->last[type] = move->document;
}

static void write_all(struct weights *w)
{
    printf("feature\tweight\tdocuments\n");
    for (uint32_t at = 0; at < SLOTS; at++)
        for (uint8_t type = TYPE_PERSON; w->slots[at].hash && type < FEATURE_TYPES; type++) {
            struct history *h = &w->histories[at];
            h->sum[type] += w->slots[at].weight[type] * (double)(w->step - h->since[type]);
            double weight = w->step ? h->sum[type] / (double)w->step : 0;
            if (fabs(weight) >= least_weight && h->documents[type] >= LEAST_DOCUMENTS)
                printf("%.*s:%s\t%.2f\t%u\n", STR_ARG(type_name(type)), h->text, weight, h->documents[type]);
        }
}

static void weights_free(struct weights *w)
{
    for (uint32_t at = 0; at < SLOTS; at++)
        free(w->histories[at].text);
    free(w->histories);
    free(w->slots);
}

/* --- one document -------------------------------------------------------------------------------------------------------- */

struct gold { struct span span; uint8_t type; bool body; };        /* body: `org`, a company or another body */

struct lesson {
    struct model *m;
    struct weights *w;
    struct document *d;
    struct scan scan;
    struct mentions mentions;
    struct gold gold[MAX_NAMES];
    bool nested[MAX_NAMES];
    uint32_t gold_count, types, learnt, number; /* types, learnt: a bit for each that the corpus marks, that it is to teach */
    float rate, margin;
    uint64_t right, wrong, missed, lost;        /* lost: there was no candidate */
};

static bool is_marked(const struct lesson *l, const struct candidate *c)
{
    return c->form == FORM_NAME && c->type < FEATURE_TYPES && (l->types >> c->type & 1);
}

static bool is_body(uint8_t type) { return type == TYPE_COMPANY || type == TYPE_ORGANIZATION; }

static bool is_meant(const struct gold *g, const struct candidate *c)
{
    return span_equal(g->span, c->span) && (g->body ? is_body(c->type) : g->type == c->type);
}

static bool is_right(const struct lesson *l, const struct candidate *c)
{
    for (uint32_t i = 0; i < l->gold_count; i++)
        if (is_meant(&l->gold[i], c))
            return true;
    return false;
}

/* Whether it is about a name that the program has no candidate for: a part of it, or more than it. */
static bool is_near(const struct lesson *l, const struct candidate *c)
{
    for (uint32_t i = 0; i < l->gold_count; i++)
        if (span_overlaps(l->gold[i].span, c->span) && (l->gold[i].body ? is_body(c->type) : l->gold[i].type == c->type))
            return true;
    return false;
}

static void learn(struct lesson *l, const struct feature_view *view, const struct candidate *c, float by)
{
    if (l->learnt >> c->type & 1)
        features_of(view, c, move_weight, &(struct move){ l->w, c->type, by, l->number });
}

/* The wrong ones that were chosen fall; of each name that was not, the best candidate rises. */
static void learn_sentence(struct lesson *l, const struct feature_view *view, uint32_t sentence, struct arena scratch)
{
    struct span span = l->d->sentences.at[sentence].span;
    uint32_t first = l->mentions.first_considered[sentence], count = l->mentions.first_considered[sentence + 1] - first;
    struct candidate *all = arena_alloc(&scratch, sizeof *all, count + 1);
    bool *chosen = arena_alloc(&scratch, sizeof *chosen, count + 1), *right = arena_alloc(&scratch, sizeof *right, count + 1);
    if (!all || !chosen || !right)
        die("out of memory", "candidates");
    for (uint32_t i = 0; i < count; i++) {
        all[i] = l->mentions.considered.at[first + i];
        right[i] = is_marked(l, &all[i]) && is_right(l, &all[i]);
        if (is_marked(l, &all[i]))
            all[i].score += right[i] ? -l->margin : l->margin;
    }
    if (count && !lattice_best(l->m, l->d, &l->scan, sentence, all, count, scratch, chosen))
        die("out of memory", "lattice");
    l->w->step++;
    for (uint32_t i = 0; i < count; i++)
        if (chosen[i] && is_marked(l, &all[i]) && !right[i] && (all[i].type == TYPE_PERSON || !is_near(l, &all[i]))) {
            l->wrong++;
            learn(l, view, &all[i], -l->rate);
        }
    for (uint32_t i = 0; i < l->gold_count; i++) {
        const struct gold *g = &l->gold[i];
        uint32_t best = NONE;
        if (!span_covers(span, g->span))
            continue;
        for (uint32_t k = 0; k < count; k++) {
            bool better = best == NONE || (chosen[k] && !chosen[best]) || (chosen[k] == chosen[best] && all[k].score > all[best].score);
            if (right[k] && is_meant(g, &all[k]) && better)
                best = k;
        }
        if (best == NONE) {
            l->lost++;
        } else if (chosen[best]) {
            l->right++;
        } else {
            l->missed++;
            learn(l, view, &all[best], l->rate);
        }
    }
}

/* --- corpora ------------------------------------------------------------------------------------------------------------ */

static uint32_t number_in(const cJSON *object, const char *key)
{
    const cJSON *number = cJSON_GetObjectItem(object, key);
    if (!cJSON_IsNumber(number))
        die("no number of this name", key);
    return (uint32_t)number->valuedouble;
}

static const char *text_in(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    if (!text)
        die("no text of this name", key);
    return text;
}

/* Of names inside names only the outermost count: one path goes through a sentence. */
static void drop_nested(struct lesson *l)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->gold_count; i++) {
        bool inside = false;
        for (uint32_t k = 0; k < l->gold_count && !inside; k++)
            inside = span_covers(l->gold[k].span, l->gold[i].span) && span_len(l->gold[k].span) > span_len(l->gold[i].span);
        l->nested[i] = inside;
    }
    for (uint32_t i = 0; i < l->gold_count; i++)
        if (!l->nested[i])
            l->gold[kept++] = l->gold[i];
    l->gold_count = kept;
}

static void read_gold(struct lesson *l, const cJSON *json)
{
    const cJSON *each;
    l->gold_count = l->types = 0;
    cJSON_ArrayForEach(each, cJSON_GetObjectItem(json, "types")) {
        bool body = !strcmp(each->valuestring, "org");
        l->types |= body ? 1u << TYPE_COMPANY | 1u << TYPE_ORGANIZATION : 1u << type_find(str_from(each->valuestring));
    }
    cJSON_ArrayForEach(each, cJSON_GetObjectItem(json, "entities")) {
        const char *type = text_in(each, "type");
        struct gold g = { { number_in(each, "start"), number_in(each, "end") }, (uint8_t)type_find(str_from(type)), !strcmp(type, "org") };
        if (l->gold_count < MAX_NAMES && (g.body || (g.type != TYPE_NONE && l->types >> g.type & 1)))
            l->gold[l->gold_count++] = g;
    }
    drop_nested(l);
}

static void learn_document(struct lesson *l, struct matcher *matcher, const cJSON *json, struct arena *arena)
{
    struct error err = { 0 };
    struct str text, encoding;
    arena_reset(arena, 1 << 20);
    read_gold(l, json);
    if (!encoding_decode(str_from(text_in(json, "text")), arena, &text, &encoding, &err)
        || !document_read(l->m, text, STR(""), STR(""), STR(""), arena, &l->d, &err)
        || !scan_run(l->m, matcher, l->d, arena, &l->scan, &err) || !decide_run(l->m, l->d, &l->scan, arena, &l->mentions, &err))
        die("can't be read", "a document");
    struct feature_view *views;
    if (!features_view(l->m, l->d, &l->scan, arena, &views))
        die("out of memory", "features");
    for (uint32_t s = 0; s < l->d->sentences.count; s++)
        learn_sentence(l, &views[s], s, *arena);
}

struct corpus { cJSON **documents; uint32_t count, learnt; };

/* `argument`: TYPE[,TYPE…]:PATH */
static struct corpus corpus_read(const char *argument)
{
    struct corpus c = { 0 };
    const char *path = strchr(argument, ':');
    if (!path)
        die("TYPE[,TYPE]:CORPUS.jsonl is wanted", argument);
    struct str types = { argument, (uint32_t)(path++ - argument) };
    while (types.len)
        c.learnt |= 1u << type_find(str_cut(&types, ','));
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file)
        die("can't be read", path);
    while (getline(&line, &room, file) > 0) {
        if (!(c.count & (c.count - 1)))
            c.documents = realloc(c.documents, (c.count ? c.count * 2 : 1) * sizeof *c.documents);
        c.documents[c.count] = cJSON_Parse(line);
        if (!c.documents[c.count++])
            die("no JSON", path);
    }
    free(line);
    fclose(file);
    return c;
}

static void corpus_free(struct corpus *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        cJSON_Delete(c->documents[i]);
    free(c->documents);
}

/* Corpora take turns, in proportion to their sizes. */
static void learn_epoch(struct lesson *l, struct matcher *matcher, const struct corpus *corpora, uint32_t sets, struct arena *arena)
{
    uint32_t longest = 0;
    for (uint32_t s = 0; s < sets; s++)
        longest = corpora[s].count > longest ? corpora[s].count : longest;
    l->number = 0;
    for (uint64_t i = 0; i < longest; i++)
        for (uint32_t s = 0; s < sets; s++)
            for (uint64_t k = i * corpora[s].count / longest; k < (i + 1) * corpora[s].count / longest; k++) {
                l->number++;
                l->learnt = corpora[s].learnt;
                learn_document(l, matcher, corpora[s].documents[k], arena);
            }
}

int main(int argc, char **argv)
{
    enum { FIRST_CORPUS = 3 };
    if (argc <= FIRST_CORPUS || argc > FIRST_CORPUS + MAX_SETS)
        die("tune DATA_DIR EPOCHS TYPE[,TYPE…]:CORPUS.jsonl…", "usage");
    char rules[4096], gazetteers[4096];
    snprintf(rules, sizeof rules, "%s/rules", argv[1]);
    snprintf(gazetteers, sizeof gazetteers, "%s/gazetteers", argv[1]);
    const char *rule_dirs[] = { rules }, *gazetteer_dirs[] = { gazetteers };
    struct model_sources sources = { rule_dirs, 1, gazetteer_dirs, 1, 1, NULL, false };
    static struct arena arena, errors;
    if (!arena_init(&arena, (size_t)4 << 30) || !arena_init(&errors, 1 << 24))
        die("no address space", "arena");
    struct error_list found = { .arena = &errors };
    struct model *m = model_load(&sources, &found);
    if (!m)
        die("the rules or gazetteers have mistakes", argv[1]);
    struct weights weights = { room_of(SLOTS, sizeof *weights.slots), room_of(SLOTS, sizeof *weights.histories), 0, 0 };
    /* While it is learnt it counts in full; how much it counts then is for rules/weights.tsv to say. */
    float full[EVIDENCE_COUNT];
    memcpy(full, m->weights, sizeof full);
    full[EVIDENCE_learnt] = 1;
    m->weights = full;
    m->features = weights.slots;
    m->feature_count = SLOTS;
    static struct lesson lesson;
    lesson = (struct lesson){ .m = m, .w = &weights, .rate = 0.1f, .margin = 1 };
    struct matcher *matcher = matcher_new(m);
    struct corpus corpora[MAX_SETS];
    uint32_t sets = 0;
    for (int i = FIRST_CORPUS; i < argc; i++)
        corpora[sets++] = corpus_read(argv[i]);
    for (int epoch = 1; matcher && epoch <= atoi(argv[2]); epoch++) {
        lesson.right = lesson.wrong = lesson.missed = lesson.lost = 0;
        learn_epoch(&lesson, matcher, corpora, sets, &arena);
        fprintf(stderr, "epoch %d: right %llu, wrong %llu, missed %llu, no candidate %llu, features %u\n", epoch, (unsigned long long)lesson.right,
                (unsigned long long)lesson.wrong, (unsigned long long)lesson.missed, (unsigned long long)lesson.lost, weights.count);
    }
    write_all(&weights);
    for (uint32_t i = 0; i < sets; i++)
        corpus_free(&corpora[i]);
    weights_free(&weights);
    matcher_free(matcher);
    model_free(m);
    return 0;
}
