/*
 * Gazetteers: TSV → entries and their aliases, word classes, ordinary words, folding of characters. Which of these a
 * file holds, its columns say (gazetteers/README.md).
 */
#include "base/utf8.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_COLUMNS = 64 };
enum column { COLUMN_NAME, COLUMN_TYPE, COLUMN_ALIASES, COLUMN_ID, COLUMN_FROM, COLUMN_UNTIL, COLUMN_WORD, COLUMN_CLASS,
              COLUMN_WEIGHT, COLUMN_FREQUENCY, COLUMN_TO, COLUMN_COUNT };
static const struct str column_names[COLUMN_COUNT] = {
    STR_INIT("name"), STR_INIT("type"), STR_INIT("aliases"), STR_INIT("id"), STR_INIT("from"), STR_INIT("until"),
    STR_INIT("word"), STR_INIT("class"), STR_INIT("weight"), STR_INIT("frequency"), STR_INIT("to"),
};

struct reader {
    struct builder *b;
    uint32_t file;
    struct place line;                          /* column 1 of the line that is read */
    struct str header[MAX_COLUMNS], cells[MAX_COLUMNS];
    uint32_t column_count, cell_count;
    uint32_t at[COLUMN_COUNT];                  /* which cell is this column, or NONE */
    uint8_t language;
};

static uint32_t split(struct str line, struct str cells[MAX_COLUMNS])
{
    uint32_t count = 0;
    for (bool more = true; more && count < MAX_COLUMNS; count++) {
        more = line.len && memchr(line.ptr, '\t', line.len);
        cells[count] = str_cut(&line, '\t');
    }
    return count;
}

static struct str cell(const struct reader *r, enum column column)
{
    uint32_t i = r->at[column];
    return i < r->cell_count ? str_trim(r->cells[i]) : STR("");
}

static struct place cell_place(const struct reader *r, enum column column)
{
    struct place at = r->line;
    for (uint32_t i = 0; i < r->at[column] && i < r->cell_count; i++)
        at.column += utf8_count(r->cells[i]) + 1;
    return at;
}

static bool has(const struct reader *r, enum column column) { return r->at[column] != NONE; }

static void read_header(struct reader *r, struct str line)
{
    r->column_count = split(line, r->header);
    for (uint32_t c = 0; c < COLUMN_COUNT; c++) {
        r->at[c] = NONE;
        for (uint32_t i = r->column_count; i-- > 0;)
            if (str_equal(str_trim(r->header[i]), column_names[c]))
                r->at[c] = i;
    }
}

static bool number_cell(struct reader *r, enum column column, double otherwise, double *out)
{
    struct str text = cell(r, column);
    char copy[32], *end;
    *out = otherwise;
    if (!text.len)
        return true;
    if (text.len < sizeof copy) {
        memcpy(copy, text.ptr, text.len);
        copy[text.len] = '\0';
        *out = strtod(copy, &end);
        if (!*end && isfinite(*out))
            return true;
    }
    return error_add(r->b->found, cell_place(r, column), "'%.*s' is no number, in the column '%.*s'", STR_ARG(text),
                     STR_ARG(column_names[column]));
}

/* One way of writing an entry's name; `~` in front marks it weak. */
static void add_alias(struct reader *r, uint32_t entry, uint32_t first_alias, struct str text)
{
    struct builder *b = r->b;
    text = str_trim(text);
    bool weak = text.len && text.ptr[0] == '~';
    if (weak)
        text = str_trim(str_skip(text, 1));
    if (!text.len)
        return;
    struct text_ref ref = store_text(b, text);
    for (uint32_t i = first_alias; i < b->aliases.count; i++)
        if (b->aliases.at[i].text.at == ref.at && b->aliases.at[i].text.len == ref.len)
            return;
    struct alias *alias = vec_push(b->arena, &b->aliases);
    if (!alias) {
        b->full = true;
        return;
    }
    *alias = (struct alias){ .entry = entry, .text = ref, .weak = weak };
    struct use use = { .kind = USE_NAME, .flags = weak ? USE_WEAK : 0, .ref = b->aliases.count - 1 };
    literal_use(b, fold_text(b, text), use);
}

static bool is_fixed_column(const struct reader *r, uint32_t column)
{
    for (uint32_t c = 0; c < COLUMN_COUNT; c++)
        if (r->at[c] == column)
            return true;
    return false;
}

static void add_attributes(struct reader *r, struct entry *entry)
{
    struct builder *b = r->b;
    entry->first_attribute = b->attributes.count;
    for (uint32_t i = 0; i < r->cell_count && i < r->column_count; i++) {
        struct str value = str_trim(r->cells[i]);
        if (!value.len || is_fixed_column(r, i))
            continue;
        struct attribute *attribute = vec_push(b->arena, &b->attributes);
        if (!attribute) {
            b->full = true;
            return;
        }
        *attribute = (struct attribute){ store_text(b, str_trim(r->header[i])), store_text(b, value) };
    }
    entry->attribute_count = b->attributes.count - entry->first_attribute;
}

static void read_name(struct reader *r)
{
    struct builder *b = r->b;
    struct str name = cell(r, COLUMN_NAME), type = cell(r, COLUMN_TYPE), aliases = cell(r, COLUMN_ALIASES);
    if (!name.len || str_equal(name, STR("~"))) {
        error_add(b->found, cell_place(r, COLUMN_NAME), "the name is empty");
        return;
    }
    if (type_find(type) == TYPE_NONE) {
        error_add(b->found, cell_place(r, COLUMN_TYPE),
                  "unknown type '%.*s': write person, company, organization, place, product or title", STR_ARG(type));
        return;
    }
    struct entry *entry = vec_push(b->arena, &b->entries);
    if (!entry) {
        b->full = true;
        return;
    }
    uint32_t index = b->entries.count - 1, first_alias = b->aliases.count;
    struct str shown = name.ptr[0] == '~' ? str_trim(str_skip(name, 1)) : name;
    *entry = (struct entry){
        .name = store_text(b, shown), .id = store_text(b, cell(r, COLUMN_ID)),
        .file = store_text(b, r->line.file), .line = r->line.line, .same = index,
        .from = store_text(b, cell(r, COLUMN_FROM)), .until = store_text(b, cell(r, COLUMN_UNTIL)),
        .type = (uint8_t)type_find(type), .rank = b->files.at[r->file].rank, .language = r->language,
    };
    add_attributes(r, entry);
    add_alias(r, index, first_alias, name);
    while (aliases.len)
        add_alias(r, index, first_alias, str_cut(&aliases, '|'));
}

static void read_class(struct reader *r)
{
    struct builder *b = r->b;
    struct str word = cell(r, COLUMN_WORD), name = cell(r, COLUMN_CLASS);
    double weight;
    if (!word.len || !name.len) {
        error_add(b->found, r->line, "the %s is empty", word.len ? "class" : "word");
        return;
    }
    if (!number_cell(r, COLUMN_WEIGHT, 1, &weight))
        return;
    uint32_t index = class_set(b, name, r->language);
    struct word_set *set = &b->sets.at[index];
    struct units folded = fold_text(b, word), *member = vec_push(b->arena, &set->words);
    if (!member || !folded.len) {
        b->full = true;
        return;
    }
    *member = folded;
    literal_use(b, folded, (struct use){ .kind = USE_CLASS, .ref = set->word_class, .weight = (float)weight });
}

static void read_word(struct reader *r)
{
    double frequency;
    struct str word = cell(r, COLUMN_WORD);
    if (!word.len || !number_cell(r, COLUMN_FREQUENCY, 0, &frequency))
        return;
    if (frequency <= 0) {
        error_add(r->b->found, cell_place(r, COLUMN_FREQUENCY), "a frequency must be more than 0 in a million");
        return;
    }
    literal_use(r->b, fold_text(r->b, word), (struct use){ .kind = USE_WORD, .weight = (float)log10(frequency / 1e6) });
}

static void read_fold(struct reader *r)
{
    struct builder *b = r->b;
    struct str from = cell(r, COLUMN_FROM), to = cell(r, COLUMN_TO);
    uint32_t c = 0, folded = 0;
    bool bad = false;
    if (!from.len || !to.len || utf8_read(from, &c, &bad) != from.len || utf8_read(to, &folded, &bad) != to.len || bad) {
        error_add(b->found, r->line, "one character is expected on each side");
        return;
    }
    if (c < 0x10000 && folded < 0x10000) {
        b->norm[c] = (uint16_t)folded;
        b->lower[c] = b->lower[folded];
        b->kind[c] = b->kind[folded];
    }
}

static void (*reader_of(const struct reader *r, uint32_t *required))(struct reader *)
{
    static const struct { enum column first, second; void (*read)(struct reader *); } kinds[] = {
        { COLUMN_NAME, COLUMN_TYPE, read_name },
        { COLUMN_WORD, COLUMN_CLASS, read_class },
        { COLUMN_WORD, COLUMN_FREQUENCY, read_word },
        { COLUMN_FROM, COLUMN_TO, read_fold },
    };
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!has(r, kinds[i].first) || !has(r, kinds[i].second))
            continue;
        uint32_t a = r->at[kinds[i].first], b = r->at[kinds[i].second];
        *required = (a > b ? a : b) + 1;
        return kinds[i].read;
    }
    return NULL;
}

static struct str skip_bom(struct str content)
{
    return str_starts(content, STR("\xEF\xBB\xBF")) ? str_skip(content, 3) : content;
}

bool gazetteer_is_fold(struct str content)
{
    struct str rest = skip_bom(content), line = str_cut(&rest, '\n');
    return str_equal(str_trim(line), STR("from\tto"));
}

void gazetteer_read(struct builder *b, uint32_t file)
{
    struct reader r = { .b = b, .file = file };
    struct str rest = skip_bom(b->files.at[file].content);
    void (*read)(struct reader *) = NULL;
    uint32_t required = 0;
    r.language = language_id(b, b->files.at[file].language);
    r.line = (struct place){ b->files.at[file].name, 0, 1 };
    while (rest.len) {
        struct str line = str_cut(&rest, '\n');
        r.line.line++;
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (!str_trim(line).len || line.ptr[0] == '#')
            continue;
        if (!read) {
            read_header(&r, line);
            read = reader_of(&r, &required);
            if (!read) {
                error_add(b->found, r.line, "the first line must name the columns: 'name type …', 'word class weight', "
                          "'word frequency' or 'from to', with tabs between");
                return;
            }
            continue;
        }
        r.cell_count = split(line, r.cells);
        if (r.cell_count < required)
            error_add(b->found, r.line, "%u column%s, expected at least %u with tabs between (%.*s, %.*s …)", r.cell_count,
                      r.cell_count == 1 ? "" : "s", required, STR_ARG(str_trim(r.header[0])), STR_ARG(str_trim(r.header[1])));
        else
            read(&r);
    }
}

/*
 * For qsort: entries with the same id and type together; the user's first, then those that know most, so that neither the
 * order of files nor an edit elsewhere decides what is told of an entity.
 */
struct identity { struct text_ref id; uint8_t type, rank; uint32_t attributes, entry; struct str name; };

static int identity_compare(const void *left, const void *right)
{
    const struct identity *a = left, *b = right;
    if (a->id.at != b->id.at)
        return a->id.at < b->id.at ? -1 : 1;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    if (a->attributes != b->attributes)
        return a->attributes > b->attributes ? -1 : 1;
    int order = str_compare(a->name, b->name);
    return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

void gazetteer_finish(struct builder *b)
{
    VEC(struct identity) known = { 0 };
    for (uint32_t i = 0; i < b->entries.count; i++) {
        if (!b->entries.at[i].id.len)
            continue;
        struct identity *identity = vec_push(b->arena, &known);
        if (!identity) {
            b->full = true;
            return;
        }
        const struct entry *e = &b->entries.at[i];
        *identity = (struct identity){ e->id, e->type, e->rank, e->attribute_count, i, { b->strings.at + e->name.at, e->name.len } };
    }
    if (known.count)
        qsort(known.at, known.count, sizeof *known.at, identity_compare);
    for (uint32_t i = 1; i < known.count; i++)
        if (known.at[i].id.at == known.at[i - 1].id.at && known.at[i].type == known.at[i - 1].type)
            b->entries.at[known.at[i].entry].same = b->entries.at[known.at[i - 1].entry].same;
}
