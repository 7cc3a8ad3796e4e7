/*
 * The JSON of a document, or of a merge, → names, mentions and accounts. What the JSON of a merge tells of each document is what
 * that document's own told, so that both are read by the same code: an argument points at a mention, or is one itself.
 */
#include "merge/parts.h"
#include "merge/tree.h"

/*
 * Members of an array that are called by ids which count from 1: "m12" is the 12th. What the i-th became in the merge begins at
 * index[i]: its mention; its names, one a document, up to index[i + 1]; its accounts likewise.
 */
struct numbered { const struct tree **at; uint32_t count; uint32_t *index; };

struct reader {
    struct merge *m;
    struct arena *scratch;
    struct error *err;
    uint32_t document;
    struct numbered documents, entities, mentions, events;
};

static bool wrong(struct reader *r, const char *what)
{
    return fail(r->err, ERR_SYNTAX, (struct place){ 0 }, "no output of extract: %s", what);
}

static struct str keep(struct reader *r, struct str text) { return text.len ? arena_str(&r->m->arena, text) : STR(""); }
static struct str keep_member(struct reader *r, const struct tree *t, const char *key) { return keep(r, tree_text(t, key)); }

static uint32_t count_members(const struct tree *first)
{
    uint32_t count = 0;
    for (const struct tree *t = first; t; t = t->next)
        count++;
    return count;
}

/* Room for just so many in an empty vector: most lists here are of one or two, and there are very many of them. */
#define reserve(r, v, wanted) ((v)->capacity = (wanted), !(wanted) || ((v)->at = arena_alloc(&(r)->m->arena, sizeof *(v)->at, (wanted))) != NULL)

static bool number_members(struct reader *r, const struct tree *first, struct numbered *out)
{
    uint32_t count = count_members(first);
    out->at = arena_alloc(r->scratch, sizeof(const struct tree *), (size_t)count + 1);
    out->index = arena_alloc(r->scratch, sizeof *out->index, (size_t)count + 1);
    if (!out->at || !out->index)
        return fail_full(r->err);
    out->count = 0;
    for (const struct tree *t = first; t; t = t->next) {
        out->index[out->count] = NONE;
        out->at[out->count++] = t;
    }
    return true;
}

/* The place of an id in its list, or NONE. */
static uint32_t place_of(const struct numbered *list, struct str id)
{
    uint64_t number = 0;
    for (uint32_t i = 1; i < id.len && i < 12; i++)
        number = number * 10 + (uint32_t)(id.ptr[i] - '0');
    if (!number || number > list->count || !str_equal(tree_text(list->at[number - 1], "id"), id))
        return NONE;
    return (uint32_t)number - 1;
}

/* The number that a name goes by in the merge; the list is that of types or of roles, a few hundred at most. */
static bool intern(struct reader *r, struct str name, struct name_list *list, uint16_t *out)
{
    enum { MOST = 10000 };
    for (uint32_t i = 0; i < list->count; i++)
        if (str_equal(list->at[i], name)) {
            *out = (uint16_t)i;
            return true;
        }
    struct str *slot = name.len && list->count < MOST ? vec_push(&r->m->arena, list) : NULL;
    if (!slot)
        return wrong(r, "an event or an argument without a type");
    *out = (uint16_t)(list->count - 1);
    *slot = keep(r, name);
    return true;
}

/* --- names ------------------------------------------------------------------------------------------------------------------ */

static bool read_name(struct reader *r, const struct tree *t, uint32_t document)
{
    struct merge *m = r->m;
    struct merged_name name = { .document = document, .type = (uint8_t)type_find(tree_text(t, "type")), .entity = NONE };
    if (name.type < TYPE_PERSON || name.type > TYPE_PRODUCT || !tree_text(t, "name").len)
        return wrong(r, "an entity without a type or a name");
    name.name = keep_member(r, t, "name");
    name.wikidata = tree_find(t, "wikidata") != NULL;
    name.id = keep_member(r, t, name.wikidata ? "wikidata" : "key");
    const struct tree *attributes = tree_find(t, "attributes");
    if (!reserve(r, &name.aliases, count_members(tree_list(t, "aliases")))
        || !reserve(r, &name.attributes, count_members(attributes ? attributes->first : NULL)))
        return fail_full(r->err);
    for (const struct tree *alias = tree_list(t, "aliases"); alias; alias = alias->next) {
        struct str *slot = alias->text.len ? vec_push(&m->arena, &name.aliases) : NULL;
        if (slot)
            *slot = keep(r, alias->text);
    }
    for (const struct tree *a = attributes ? attributes->first : NULL; a; a = a->next) {
        struct merged_attribute *slot = a->kind == TREE_TEXT ? vec_push(&m->arena, &name.attributes) : NULL;
        if (slot)
            *slot = (struct merged_attribute){ keep(r, a->key), keep(r, a->text) };
    }
    struct merged_name *slot = vec_push(&m->arena, &m->names);
    if (!slot)
        return fail_full(r->err);
    *slot = name;
    return true;
}

/* Those of a document are named in it; those of a merge say where. */
static bool read_names(struct reader *r)
{
    for (uint32_t i = 0; i < r->entities.count; i++) {
        r->entities.index[i] = r->m->names.count;
        if (!r->documents.count && !read_name(r, r->entities.at[i], r->document))
            return false;
        for (const struct tree *d = tree_list(r->entities.at[i], "documents"); r->documents.count && d; d = d->next) {
            uint32_t place = place_of(&r->documents, d->text);
            if (place != NONE && !read_name(r, r->entities.at[i], r->documents.index[place]))
                return false;
        }
    }
    r->entities.index[r->entities.count] = r->m->names.count;
    return true;
}

/* What an entity is called in the document that is read, or NONE. Names of one entity stand by document. */
static uint32_t name_here(const struct reader *r, uint32_t entity)
{
    if (entity == NONE)
        return NONE;
    uint32_t low = r->entities.index[entity], end = r->entities.index[entity + 1], high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->m->names.at[middle].document < r->document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && r->m->names.at[low].document == r->document ? low : NONE;
}

/* --- mentions --------------------------------------------------------------------------------------------------------------- */

static bool read_number(const struct tree *t, const char *key, struct decimal *out)
{
    const struct tree *number = tree_find(t, key);
    return number && number->kind == TREE_NUMBER && decimal_read(number->text, out);
}

static enum timex_kind read_timex(struct str name)
{
    static const struct str names[] = { [TIMEX_DATE] = STR_INIT("DATE"), [TIMEX_TIME] = STR_INIT("TIME"), [TIMEX_DURATION] = STR_INIT("DURATION"),
                                        [TIMEX_SET] = STR_INIT("SET") };
    for (uint32_t i = TIMEX_DATE; i < sizeof names / sizeof *names; i++)
        if (str_equal(name, names[i]))
            return (enum timex_kind)i;
    return TIMEX_NONE;
}

static struct value read_value(struct reader *r, const struct tree *t, enum mention_type type)
{
    struct value v = { .valid = true };
    if (type == TYPE_DATE) {
        v.timex = read_timex(tree_text(t, "timex"));
        v.date = keep_member(r, t, "value");
        v.begin = keep_member(r, t, "begin");
        v.until = keep_member(r, t, "until");
        v.mod = keep_member(r, t, "mod");
        v.basis = keep_member(r, t, "basis");
        return v;
    }
    v.has_number = read_number(t, "value", &v.number);
    v.has_range = read_number(t, "min", &v.min) && read_number(t, "max", &v.max);
    v.unit = keep_member(r, t, type == TYPE_MONEY ? "currency" : "unit");
    v.base_unit = keep_member(r, t, "base_unit");
    if (v.base_unit.len && !(read_number(t, v.has_range ? "base_min" : "base_value", &v.base_min)
                             && read_number(t, v.has_range ? "base_max" : "base_value", &v.base_max)))
        v.base_unit = STR("");
    v.per = keep_member(r, t, "per");
    v.currency_basis = keep_member(r, t, "currency_basis");
    v.about = keep_member(r, t, "about");
    v.change = keep_member(r, t, "change");
    return v;
}

/* The mention that `t` points at, or is; its entity stands at `t` itself. */
static bool read_mention(struct reader *r, const struct tree *t, uint32_t *out)
{
    struct merge *m = r->m;
    uint32_t place = place_of(&r->mentions, tree_text(t, "mention"));
    if (place != NONE && r->mentions.index[place] != NONE) {
        *out = r->mentions.index[place];
        return true;
    }
    const struct tree *node = place != NONE ? r->mentions.at[place] : t;
    struct merged_mention mention = { .type = (uint8_t)type_find(tree_text(node, "type")), .name = NONE };
    if (mention.type == TYPE_NONE || !tree_text(node, "text").len)
        return wrong(r, "an argument whose mention is missing");
    mention.text = keep_member(r, node, "text");
    mention.start = tree_count(node, "start", 0);
    mention.end = tree_count(node, "end", 0);
    mention.name = name_here(r, place_of(&r->entities, tree_text(t, "entity")));
    struct merged_mention *slot = vec_push(&m->arena, &m->mentions);
    struct value *value = vec_push(&m->arena, &m->values);
    if (!slot || !value)
        return fail_full(r->err);
    *slot = mention;
    *value = mention.type > TYPE_TITLE ? read_value(r, node, mention.type) : (struct value){ 0 };
    *out = m->mentions.count - 1;
    if (place != NONE)
        r->mentions.index[place] = *out;
    return true;
}

static bool read_source(struct reader *r, const struct tree *t, uint32_t *out)
{
    const struct tree *source = tree_find(t, "source");
    *out = NONE;
    return !source || read_mention(r, source, out);
}

/* --- accounts --------------------------------------------------------------------------------------------------------------- */

static uint8_t read_basis(struct str basis)
{
    static const struct str names[] = {
        [DATE_NONE] = STR_INIT("none"), [DATE_CLAUSE] = STR_INIT("clause"), [DATE_SENTENCE] = STR_INIT("sentence"),
        [DATE_NARRATIVE] = STR_INIT("narrative"), [DATE_DOCUMENT] = STR_INIT("document"),
    };
    for (uint8_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(basis, names[i]))
            return i;
    return DATE_NONE;
}

static bool read_arguments(struct reader *r, const struct tree *t, struct account *out)
{
    if (!reserve(r, &out->arguments, count_members(tree_list(t, "arguments"))))
        return fail_full(r->err);
    for (const struct tree *a = tree_list(t, "arguments"); a; a = a->next) {
        uint32_t mention;
        struct argument argument = { .reference = NONE, .mention = NONE };
        if (!read_mention(r, a, &mention) || !intern(r, tree_text(a, "role"), &r->m->roles, &argument.role))
            return false;
        bool amount = r->m->mentions.at[mention].type > TYPE_TITLE;
        *(amount ? &argument.mention : &argument.reference) = mention;
        struct argument *slot = vec_push(&r->m->arena, &out->arguments);
        if (!slot)
            return fail_full(r->err);
        *slot = argument;
    }
    return true;
}

static bool read_history(struct reader *r, const struct tree *t, struct account *out)
{
    if (!reserve(r, &out->history, count_members(tree_list(t, "history"))))
        return fail_full(r->err);
    for (const struct tree *s = tree_list(t, "history"); s; s = s->next) {
        struct merged_stage stage = { keep_member(r, s, "status"), keep_member(r, s, "date"), NONE, r->document };
        if (!stage.status.len || !read_source(r, s, &stage.source))
            return stage.status.len ? false : wrong(r, "a stage without a status");
        struct merged_stage *slot = vec_push(&r->m->arena, &out->history);
        if (!slot)
            return fail_full(r->err);
        *slot = stage;
    }
    return true;
}

static bool read_told(struct reader *r, const struct tree *t, struct account *out)
{
    if (!reserve(r, &out->triggers, count_members(tree_list(t, "told"))))
        return fail_full(r->err);
    for (const struct tree *told = tree_list(t, "told"); told; told = told->next) {
        const struct tree *trigger = tree_find(told, "trigger"), *sentence = tree_find(told, "sentence");
        struct merged_trigger *slot = vec_push(&r->m->arena, &out->triggers);
        if (!slot)
            return fail_full(r->err);
        *slot = (struct merged_trigger){
            keep_member(r, trigger, "text"), keep_member(r, told, "rule"), tree_count(trigger, "start", 0), tree_count(trigger, "end", 0),
            tree_count(sentence, "start", 0), tree_count(sentence, "end", 0),
        };
    }
    return out->triggers.count || wrong(r, "an event that is told nowhere");
}

/* `type` stands with the event, also where the account is one of several. */
static bool read_account(struct reader *r, const struct tree *t, struct str type)
{
    struct merge *m = r->m;
    struct account a = { .document = r->document, .event = NONE };
    const struct tree *date = tree_find(t, "date");
    if (!intern(r, type, &m->types, &a.type))
        return false;
    a.summary = keep_member(r, t, "summary");
    a.value = keep_member(r, date, "value");
    a.period = (struct period){ keep_member(r, date, "begin"), keep_member(r, date, "until") };
    a.date_basis = a.value.len ? read_basis(tree_text(date, "basis")) : DATE_NONE;
    if (!str_equal(tree_text(t, "modality"), STR("actual")))
        a.modality = keep_member(r, t, "modality");
    if (!str_equal(tree_text(t, "polarity"), STR("positive")))
        a.polarity = keep_member(r, t, "polarity");
    if (!read_number(t, "confidence", &a.confidence))
        a.confidence = (struct decimal){ 0, 0 };
    if (!read_arguments(r, t, &a) || !read_source(r, t, &a.source) || !read_history(r, t, &a) || !read_told(r, t, &a))
        return false;
    struct account *slot = vec_push(&m->arena, &m->accounts);
    if (!slot)
        return fail_full(r->err);
    *slot = a;
    return true;
}

/* --- documents -------------------------------------------------------------------------------------------------------------- */

static bool read_document(struct reader *r, const struct tree *t, const char *id)
{
    struct merge *m = r->m;
    const struct tree *date = tree_find(t, "date");
    struct merged_document *d = vec_push(&m->arena, &m->documents);
    if (!d)
        return fail_full(r->err);
    *d = (struct merged_document){ .id = keep_member(r, t, id), .language = keep_member(r, t, "language"), .title = keep_member(r, t, "title"),
                                   .date = keep_member(r, date, "value"), .date_basis = keep_member(r, date, "basis") };
    r->document = m->documents.count - 1;
    return true;
}

static bool read_documents(struct reader *r, const struct tree *root)
{
    if (!r->documents.count)
        return read_document(r, tree_find(root, "document"), "id");
    for (uint32_t i = 0; i < r->documents.count; i++) {
        r->documents.index[i] = r->m->documents.count;
        if (!read_document(r, r->documents.at[i], "name"))
            return false;
    }
    return true;
}

/* The document that a thing of a merge is of: the one that is read, for the things of a single document. */
static bool enter_document(struct reader *r, const struct tree *t)
{
    uint32_t place = place_of(&r->documents, tree_text(t, "document"));
    if (!r->documents.count)
        return true;
    if (place == NONE)
        return wrong(r, "something of a document that is not there");
    r->document = r->documents.index[place];
    return true;
}

static bool read_warnings(struct reader *r, const struct tree *first)
{
    for (const struct tree *w = first; w; w = w->next) {
        if (!enter_document(r, w))
            return false;
        struct merged_warning *slot = vec_push(&r->m->arena, &r->m->documents.at[r->document].warnings);
        if (!slot)
            return fail_full(r->err);
        *slot = (struct merged_warning){ keep_member(r, w, "message"), tree_count(w, "offset", NONE) };
    }
    return true;
}

/* In the order of the timeline; the accounts of an event of a merge stand by document. */
static bool read_accounts(struct reader *r, const struct tree *timeline)
{
    for (const struct tree *t = timeline; t; t = t->next) {
        uint32_t place = place_of(&r->events, tree_text(t, "event"));
        if (place == NONE || r->events.index[place] != NONE)
            return wrong(r, "a timeline of events that are not there");
        const struct tree *event = r->events.at[place];
        struct str type = tree_text(event, "type");
        r->events.index[place] = r->m->accounts.count;
        if (!r->documents.count && !read_account(r, event, type))
            return false;
        for (const struct tree *a = tree_list(event, "accounts"); r->documents.count && a; a = a->next)
            if (!enter_document(r, a) || !read_account(r, a, type))
                return false;
    }
    return true;
}

/* The account that the document that is read gives of an event, or NONE. */
static uint32_t account_here(const struct reader *r, struct str event)
{
    uint32_t place = place_of(&r->events, event);
    for (uint32_t i = place == NONE ? NONE : r->events.index[place]; i < r->m->accounts.count; i++)
        if (r->m->accounts.at[i].document >= r->document)
            return r->m->accounts.at[i].document == r->document ? i : NONE;
    return NONE;
}

static bool read_relations(struct reader *r, const struct tree *first)
{
    for (const struct tree *t = first; t; t = t->next) {
        if (!enter_document(r, t))
            return false;
        uint32_t from = account_here(r, tree_text(t, "from")), to = account_here(r, tree_text(t, "to"));
        if (from == NONE || to == NONE)
            continue;
        struct merged_relation *slot = vec_push(&r->m->arena, &r->m->relations);
        if (!slot)
            return fail_full(r->err);
        bool updates = str_equal(tree_text(t, "type"), STR("updates"));
        *slot = (struct merged_relation){ updates ? RELATION_UPDATES : RELATION_BEFORE, from, to, r->document, keep_member(r, t, "basis") };
    }
    return true;
}

static bool read_all(struct reader *r, const struct tree *root)
{
    const struct tree *documents = tree_list(root, "documents");
    bool merged = tree_find(root, "documents") != NULL;
    if (tree_count(root, "version", 0) != 1 || (!merged && !tree_find(root, "document")))
        return wrong(r, "an object with \"version\": 1 and a \"document\" or \"documents\" was expected");
    if (merged && !documents)
        return true;                    /* a merge of nothing */
    return number_members(r, documents, &r->documents) && number_members(r, tree_list(root, "entities"), &r->entities)
           && number_members(r, tree_list(root, "events"), &r->events) && number_members(r, tree_list(root, "mentions"), &r->mentions)
           && read_documents(r, root) && read_names(r) && read_accounts(r, tree_list(root, "timeline"))
           && read_relations(r, tree_list(root, "relations")) && read_warnings(r, tree_list(root, "warnings"));
}

enum { SCRATCH_KEPT = 16 << 20 };

bool merge_add(struct merge *m, struct str json, struct error *err)
{
    struct merge before = *m;
    const struct tree *root;
    struct reader r = { .m = m, .scratch = &m->scratch, .err = err };
    arena_reset(&m->scratch, SCRATCH_KEPT);
    if (tree_read(json, &m->scratch, &root, err) && read_all(&r, root))
        return true;
    before.scratch = m->scratch;
    *m = before;                        /* as if it had not been given; what it took of the arena is lost until the end */
    return false;
}
