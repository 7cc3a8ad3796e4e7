#include "decide/features.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { LONGEST_TEXT = 24, LONGEST_KIND = 8, LONGEST_SHAPE = 5, LONGEST_FEATURE = 120 };

/* `id`: how the token is named as a neighbour: an ordinary word as itself, a name by its kind alone. */
struct feature_token {
    struct span span;
    uint8_t kind;                       /* enum token_kind */
    bool capital, ordinary;
    char id[LONGEST_TEXT + 4], shape[LONGEST_KIND];
};

/* What the lists say of a token: bits. */
enum { LIST_FIRST = 1, LIST_LAST = 2, LIST_PLACE = 4, LIST_BODY = 8, LIST_TITLE = 16, LIST_ORDINARY = 32 };

static uint32_t list_of(const struct model *m, const struct use *use)
{
    const float seldom = -5.5f;
    if (use->kind == USE_WORD)
        return use->weight > seldom ? LIST_ORDINARY : 0;
    if (use->kind == USE_NAME) {
        uint8_t type = m->entries[m->aliases[use->ref].entry].type;
        return m->aliases[use->ref].weak ? 0 : type == TYPE_PLACE ? LIST_PLACE : type == TYPE_COMPANY || type == TYPE_ORGANIZATION ? LIST_BODY : 0;
    }
    if (use->kind != USE_CLASS)
        return 0;
    struct str name = model_str(m, m->classes[use->ref].name);
    return str_equal(name, STR("first_name")) ? LIST_FIRST : str_equal(name, STR("last_name")) ? LIST_LAST
           : str_equal(name, STR("title_person")) || str_equal(name, STR("honorific")) ? LIST_TITLE : 0;
}

/* The letters of a token in lower case, as far as they have room. */
static void put_lower(const struct feature_view *v, struct span span, char *text)
{
    uint32_t length = 0;
    for (uint32_t i = span.begin; i < span.end && length + 4 < LONGEST_TEXT; i++)
        length += utf8_write(model_lower(v->m, v->d->norm[i]), text + length);
    text[length] = '\0';
}

static void describe(const struct feature_view *v, const struct token *token, uint32_t lists, struct feature_token *out)
{
    char *shape = out->shape;
    out->span = token->span;
    out->kind = token->kind;
    out->capital = token->flags & TOKEN_CAPITAL;
    out->ordinary = lists & LIST_ORDINARY;
    if (token->kind == TOKEN_NUMBER) {
        strcpy(out->id, "0");
        strcpy(out->shape, "0");
        return;
    }
    put_lower(v, token->span, out->id);
    if (token->kind != TOKEN_WORD) {
        snprintf(out->shape, sizeof out->shape, "%.7s", token->kind == TOKEN_HAN ? "h" : out->id);
        return;
    }
    if (!out->capital) {
        *shape++ = out->ordinary ? 'w' : 'x';
    } else {
        *shape++ = span_len(token->span) == 1 ? 'I' : token->flags & TOKEN_ALL_CAPS ? 'A' : 'C';
        if (lists & LIST_FIRST) *shape++ = 'f';
        if (lists & LIST_LAST) *shape++ = 'l';
        if (lists & LIST_PLACE) *shape++ = 'p';
        if (lists & LIST_BODY) *shape++ = 'b';
        if (lists & LIST_TITLE) *shape++ = 't';
        if (out->ordinary) *shape++ = 'w';
    }
    *shape = '\0';
    if (!out->ordinary)
        snprintf(out->id, sizeof out->id, "~%s", out->shape);
}

static bool view_sentence(const struct scan *s, uint32_t sentence, struct arena *arena, struct feature_view *view)
{
    const struct document *d = view->d;
    const struct sentence *at = &d->sentences.at[sentence];
    uint32_t length = span_len(at->span);
    struct feature_token *tokens = arena_alloc(arena, sizeof *tokens, at->token_count + 1);
    struct arena scratch = *arena;
    uint32_t *lists = arena_alloc(&scratch, sizeof *lists, length + 1), *ends = arena_alloc(&scratch, sizeof *ends, length + 1);
    if (!tokens || !lists || !ends)
        return false;
    view->tokens = tokens;
    view->count = at->token_count;
    for (uint32_t i = 0; i < at->token_count; i++) {
        struct span span = d->tokens.at[at->first_token + i].span;
        ends[span.begin - at->span.begin] = span.end;
    }
    for (uint32_t i = s->first_hit[sentence]; i < s->first_hit[sentence + 1]; i++) {
        const struct hit *hit = &s->hits.at[i];
        const struct literal *l = &view->m->literals[hit->literal];
        uint32_t begin = hit->span.begin - at->span.begin;
        if (ends[begin] == hit->span.end)
            for (uint32_t u = 0; u < l->use_count; u++)
                lists[begin] |= list_of(view->m, &view->m->uses[l->first_use + u]);
    }
    for (uint32_t i = 0; i < at->token_count; i++) {
        const struct token *token = &d->tokens.at[at->first_token + i];
        describe(view, token, lists[token->span.begin - at->span.begin], &tokens[i]);
    }
    return true;
}

bool features_view(const struct model *m, const struct document *d, const struct scan *s, struct arena *arena, struct feature_view **out)
{
    *out = arena_alloc(arena, sizeof **out, d->sentences.count + 1);
    for (uint32_t i = 0; *out && i < d->sentences.count; i++) {
        (*out)[i] = (struct feature_view){ m, d, NULL, 0 };
        if (!view_sentence(s, i, arena, &(*out)[i]))
            return false;
    }
    return *out != NULL;
}

bool features_open_word(const struct feature_view *v, uint32_t token)
{
    const struct feature_token *t = &v->tokens[token];
    return t->kind == TOKEN_WORD && t->shape[0] == 'C' && !t->ordinary;
}

bool features_adjoin(const struct feature_view *v, uint32_t token)
{
    uint32_t end = v->tokens[token - 1].span.end, begin = v->tokens[token].span.begin;
    return begin == end + 1 && v->d->kind[end] == CHAR_SPACE;
}

struct span features_span(const struct feature_view *v, uint32_t first, uint32_t end)
{
    struct span span = { v->tokens[first].span.begin, v->tokens[end - 1].span.end };
    if (span_len(v->tokens[end - 1].span) > 2 && v->d->kind[span.end - 2] == CHAR_PUNCT)
        span.end -= 2;
    return span;
}

/* The first token that ends behind the offset. */
static uint32_t token_behind(const struct feature_view *v, uint32_t at)
{
    uint32_t low = 0, high = v->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (v->tokens[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The name of a neighbour; `at` may be outside of the sentence. */
static const char *id_of(const struct feature_view *v, int64_t at)
{
    return at < 0 ? "^" : at >= (int64_t)v->count ? "$" : v->tokens[at].id;
}

/* What kind of neighbour: words without a capital are all alike. */
static const char *shape_of(const struct feature_view *v, int64_t at)
{
    return at < 0 ? "^" : at >= (int64_t)v->count ? "$" : v->tokens[at].shape;
}

static bool is_han(const struct feature_view *v, int64_t at)
{
    return at >= 0 && at < (int64_t)v->count && v->tokens[at].kind == TOKEN_HAN;
}

struct giver { feature_fn *each; void *context; };

__attribute__((format(printf, 2, 3)))
static void give(const struct giver *g, const char *format, ...)
{
    char text[LONGEST_FEATURE];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (length > 0)
        g->each(g->context, (struct str){ text, (uint32_t)length < sizeof text ? (uint32_t)length : (uint32_t)sizeof text - 1 });
}

/* Names of Han characters: which begin and end one, and the two or three characters beside. */
static void give_han(const struct feature_view *v, int64_t first, int64_t end, const struct giver *g)
{
    give(g, "length=%d", (int)(end - first < 9 ? end - first : 9));
    give(g, "first=%s", id_of(v, first));
    give(g, "last=%s", id_of(v, end - 1));
    if (end - first > 2) {
        give(g, "last2=%s%s", id_of(v, end - 2), id_of(v, end - 1));
    }
    give(g, "before2=%s%s", id_of(v, first - 2), id_of(v, first - 1));
    give(g, "after2=%s%s", id_of(v, end), id_of(v, end + 1));
    if (is_han(v, first - 3))
        give(g, "before3=%s%s%s", id_of(v, first - 3), id_of(v, first - 2), id_of(v, first - 1));
    if (is_han(v, end + 2))
        give(g, "after3=%s%s%s", id_of(v, end), id_of(v, end + 1), id_of(v, end + 2));
}

static void give_words(const struct feature_view *v, int64_t first, int64_t end, const struct giver *g)
{
    char shape[LONGEST_SHAPE * (LONGEST_KIND + 1) + 1] = "";
    size_t length = 0;
    for (int64_t i = first; i < end && i < first + LONGEST_SHAPE; i++)
        length += (size_t)snprintf(shape + length, sizeof shape - length, "%s%s", i > first ? "." : "", shape_of(v, i));
    give(g, "length=w%d", (int)(end - first < 9 ? end - first : 9));
    give(g, "shape=%s", shape);
    give(g, "shape.before=%s %s", shape_of(v, first - 1), shape);
    give(g, "shape.after=%s %s", shape, shape_of(v, end));
    give(g, "first=%s", id_of(v, first));
    give(g, "last=%s", id_of(v, end - 1));
    for (int64_t i = first + 1; i < end - 1; i++)
        if (v->tokens[i].ordinary)
            give(g, "inside=%s", id_of(v, i));
    give(g, "before2=%s %s", id_of(v, first - 2), id_of(v, first - 1));
    give(g, "after2=%s %s", id_of(v, end), id_of(v, end + 1));
}

void features_of(const struct feature_view *v, const struct candidate *c, feature_fn *each, void *context)
{
    struct giver g = { each, context };
    int64_t first = token_behind(v, c->span.begin), last = token_behind(v, c->span.end - 1), end = last + 1;
    if (last >= (int64_t)v->count)
        return;
    if (c->rule != NONE) {
        struct str id = model_str(v->m, v->m->rules[c->rule].id);
        give(&g, "rule=%.*s", STR_ARG(id));
    } else {
        struct str name = evidence_text(c->evidence[0].name);
        give(&g, "rule=%.*s", STR_ARG(name));
    }
    bool cut = v->tokens[last].span.end > c->span.end;      /* Smith in Smith's */
    give(&g, "before=%s", id_of(v, first - 1));
    give(&g, "after=%s", cut ? "'s" : id_of(v, end));
    give(&g, "around=%s %s", id_of(v, first - 1), cut ? "'s" : id_of(v, end));
    if (v->tokens[first].kind == TOKEN_HAN)
        give_han(v, first, end, &g);
    else
        give_words(v, first, end, &g);
}
