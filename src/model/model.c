/* Loading a model, and looking things up in it. */
#define _DEFAULT_SOURCE
#include "model/model.h"

#include "base/utf8.h"
#include "model/image.h"
#include "model/patterns.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* Address space for building, given back when the image stands; and the largest file that is read. */
#define BUILD_LIMIT ((size_t)8 << 30)
#define FILE_LIMIT ((uint64_t)256 << 20)

/* --- which files -------------------------------------------------------------------------------------------------------- */

static bool ends(struct str name, const char *suffix) { return str_ends(name, str_from(suffix)); }

static int name_compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* `hidden`: how much of the paths is not shown: shipped files are called rules/…, wherever they are installed. */
struct walk { struct builder *b; uint8_t rank; bool gazetteer; uint32_t hidden; };

static void add_file(const struct walk *w, struct str path, struct str folder, const struct stat *status)
{
    bool wanted = w->gazetteer ? ends(path, ".tsv") : ends(path, ".yaml") || ends(path, ".yml") || ends(path, "weights.tsv");
    if (!wanted || !S_ISREG(status->st_mode))
        return;
    struct source_file *file = vec_push(w->b->arena, &w->b->files);
    if (!file) {
        w->b->full = true;
        return;
    }
    *file = (struct source_file){
        .path = path, .name = str_skip(path, w->hidden), .language = folder, .size = (uint64_t)status->st_size, .rank = w->rank,
        .time_ns = (uint64_t)status->st_mtim.tv_sec * 1000000000u + (uint64_t)status->st_mtim.tv_nsec,
        .gazetteer = w->gazetteer,
    };
}

/* Every file below a folder, in the order of the names; not below one whose name begins with `_`: that is read only where it is named. */
static bool walk_folder(const struct walk *w, struct str path, struct str folder, uint32_t depth)
{
    enum { DEEPEST = 8 };
    DIR *open_folder = opendir(path.ptr);
    if (!open_folder || depth > DEEPEST) {
        if (open_folder)
            closedir(open_folder);
        return error_add(w->b->found, (struct place){ path, 0, 0 }, "can't be read: %s", strerror(errno));
    }
    VEC(const char *) names = { 0 };
    for (struct dirent *each = readdir(open_folder); each; each = readdir(open_folder)) {
        const char **name = each->d_name[0] == '.' ? NULL : vec_push(w->b->arena, &names);
        if (name)
            *name = arena_str(w->b->arena, str_from(each->d_name)).ptr;
    }
    closedir(open_folder);
    if (names.count)
        qsort(names.at, names.count, sizeof *names.at, name_compare);
    for (uint32_t i = 0; i < names.count; i++) {
        struct stat status;
        struct str name = str_from(names.at[i]), below = arena_printf(w->b->arena, "%.*s/%s", STR_ARG(path), names.at[i]);
        if (!below.ptr || stat(below.ptr, &status))
            continue;
        if (S_ISDIR(status.st_mode) && name.ptr[0] == '_')
            continue;
        if (S_ISDIR(status.st_mode))
            walk_folder(w, below, name, depth + 1);
        else
            add_file(w, below, folder, &status);
    }
    return true;
}

/* "/usr/share/extract/rules" → the length of "/usr/share/extract/". */
static uint32_t parent_length(struct str folder)
{
    while (folder.len && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    return folder.len;
}

static void list_files(struct builder *b, const struct model_sources *sources)
{
    for (uint32_t gazetteer = 0; gazetteer < 2; gazetteer++) {
        uint32_t count = gazetteer ? sources->gazetteers_count : sources->rules_count;
        const char *const *folders = gazetteer ? sources->gazetteers : sources->rules;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t rank = i < sources->shipped ? 0 : i - sources->shipped + 1;
            struct str folder = arena_str(b->arena, str_from(folders[i]));
            struct walk w = { b, (uint8_t)(rank < 255 ? rank : 255), gazetteer, rank ? 0 : parent_length(folder) };
            walk_folder(&w, folder, STR("any"), 0);
        }
    }
}

/* What makes an image of the files: another program that makes it otherwise must not take it. Set by the Makefile. */
#ifndef MODEL_SOURCES
#define MODEL_SOURCES "0"
#endif

/* Names, sizes and times of all files: an edited file is another key. */
static uint64_t sources_key(const struct builder *b)
{
    XXH3_state_t *state = XXH3_createState();
    uint64_t key = 0;
    if (!state)
        return 0;
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, MODEL_SOURCES, sizeof MODEL_SOURCES);
    for (uint32_t i = 0; i < b->files.count; i++) {
        const struct source_file *file = &b->files.at[i];
        uint64_t stamp[3] = { file->size, file->time_ns, file->rank };
        XXH3_64bits_update(state, file->path.ptr, file->path.len + 1);
        XXH3_64bits_update(state, stamp, sizeof stamp);
    }
    key = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return key;
}

/* --- building -------------------------------------------------------------------------------------------------------------- */

/* The first byte that is no UTF-8, told with its place. libyaml tells of those in rules. */
static void check_utf8(struct builder *b, const struct source_file *file)
{
    struct str rest = file->content;
    struct place at = { file->name, 1, 1 };
    while (rest.len) {
        uint32_t c;
        bool bad = false;
        rest = str_skip(rest, utf8_read(rest, &c, &bad));
        if (bad) {
            error_add(b->found, at, "this is no UTF-8");
            return;
        }
        at.column = c == '\n' ? 1 : at.column + 1;
        at.line += c == '\n';
    }
}

static bool read_file(struct builder *b, struct source_file *file)
{
    struct place at = { file->name, 0, 0 };
    if (file->size > FILE_LIMIT)
        return error_add(b->found, at, "larger than %u MB", (unsigned)(FILE_LIMIT >> 20));
    int opened = open(file->path.ptr, O_RDONLY | O_CLOEXEC);
    char *bytes = opened < 0 ? NULL : arena_alloc(b->arena, 1, file->size + 1);
    ssize_t count = bytes ? read(opened, bytes, file->size) : -1;
    if (opened >= 0)
        close(opened);
    if (count < 0)
        return error_add(b->found, at, "can't be read: %s", strerror(errno));
    file->content = (struct str){ bytes, (uint32_t)count };
    if (file->gazetteer)
        check_utf8(b, file);
    return true;
}

/* Languages get their numbers by their names, whatever the order of the files. */
static void find_languages(struct builder *b)
{
    VEC(const char *) codes = { 0 };
    for (uint32_t i = 0; i < b->files.count; i++) {
        struct str rest = b->files.at[i].content;
        while (!b->files.at[i].gazetteer && rest.len) {
            struct str line = str_cut(&rest, '\n');
            if (!str_starts(line, STR("language:")))
                continue;
            struct str code = str_trim(str_skip(line, 9));
            for (uint32_t k = 0; k < code.len; k++)
                if (code.ptr[k] == ' ' || code.ptr[k] == '#')
                    code.len = k;
            const char **slot = vec_push(b->arena, &codes);
            if (slot)
                *slot = arena_str(b->arena, code).ptr;
        }
    }
    if (codes.count)
        qsort(codes.at, codes.count, sizeof *codes.at, name_compare);
    for (uint32_t i = 0; i < codes.count; i++)
        language_id(b, str_from(codes.at[i]));
}

/*
 * Files are taken in the order of what they hold, so that their names never decide; what is of every language comes first,
 * so that what is told of an entity does not change with each edit.
 */
struct ordered { uint64_t hash; uint8_t rank; struct source_file file; };

static int ordered_compare(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    bool any = str_equal(a->file.language, STR("any"));
    if (any != str_equal(b->file.language, STR("any")))
        return any ? -1 : 1;
    return (a->hash > b->hash) - (a->hash < b->hash);
}

static bool order_files(struct builder *b)
{
    struct ordered *list = arena_alloc(b->arena, sizeof *list, b->files.count + 1);
    for (uint32_t i = 0; list && i < b->files.count; i++) {
        struct source_file file = b->files.at[i];
        list[i] = (struct ordered){ XXH3_64bits(file.content.ptr, file.content.len), file.rank, file };
    }
    if (!list)
        return false;
    qsort(list, b->files.count, sizeof *list, ordered_compare);
    for (uint32_t i = 0; i < b->files.count; i++)
        b->files.at[i] = list[i].file;
    return true;
}

static void read_sources(struct builder *b)
{
    for (uint32_t i = 0; i < b->files.count; i++)
        read_file(b, &b->files.at[i]);
    if (!order_files(b)) {
        b->full = true;
        return;
    }
    find_languages(b);
    /* How characters fold must be known before the first word is read. */
    for (uint32_t i = 0; i < b->files.count; i++)
        if (b->files.at[i].gazetteer && gazetteer_is_fold(b->files.at[i].content))
            gazetteer_read(b, i);
    for (uint32_t i = 0; i < b->files.count; i++)
        if (b->files.at[i].gazetteer && !gazetteer_is_fold(b->files.at[i].content))
            gazetteer_read(b, i);
        else if (!b->files.at[i].gazetteer && ends(b->files.at[i].path, ".tsv"))
            weights_read(b, i);
        else if (!b->files.at[i].gazetteer)
            rules_read(b, i);
}

static char *build_image(struct builder *b, uint64_t key, size_t *size)
{
    b->weights = arena_alloc(b->arena, sizeof *b->weights, EVIDENCE_COUNT);
    store_text(b, STR(""));
    if (!b->weights || !fold_build(b))
        return NULL;
    for (uint32_t i = 0; i < EVIDENCE_COUNT; i++)
        b->weights[i] = NAN;
    read_sources(b);
    gazetteer_finish(b);
    weights_finish(b);
    rules_compile(b);
    return !b->full && store_finish(b) && automaton_build(b) ? image_make(b, key, size) : NULL;
}

static struct model *model_of(struct str image, bool mapped)
{
    struct model *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->image = image;
    m->mapped = m->from_cache = mapped;
    image_open(m);
    m->patterns = patterns_new(m->rule_count);
    if (m->patterns)
        return m;
    free(m);
    return NULL;
}

static struct model *build(struct builder *b, const struct model_sources *sources, uint64_t key, struct error_list *found)
{
    size_t size = 0;
    char *image = build_image(b, key, &size);
    bool good = image && (sources->keep_going || !b->found->errors.count) && size < UINT32_MAX;
    if (!image || size >= UINT32_MAX)
        error_add(found, (struct place){ 0 }, "rules and gazetteers are too large for the memory set aside for them");
    struct model *m = good ? model_of((struct str){ image, (uint32_t)size }, false) : NULL;
    if (!m)
        free(image);
    /* What had mistakes is told again at the next run, so it is not kept. */
    else if (sources->cache && !b->found->errors.count)
        cache_write(sources->cache, image, size);
    return m;
}

/* By file; within one in the order in which they were found, which is that of their pointers. */
static int error_compare(const void *left, const void *right)
{
    const struct error *a = *(const struct error *const *)left, *b = *(const struct error *const *)right;
    int order = str_compare(a->at.file, b->at.file);
    return order ? order : (a > b) - (a < b);
}

/* Mistakes were gathered in the building arena; they outlive it in the caller's, by file. */
static void hand_over(struct builder *b, struct error_list *to)
{
    const struct error_list *from = b->found;
    const struct error **sorted = arena_alloc(b->arena, sizeof *sorted, from->errors.count + 1);
    for (uint32_t i = 0; sorted && i < from->errors.count; i++)
        sorted[i] = &from->errors.at[i];
    if (sorted)
        qsort(sorted, from->errors.count, sizeof *sorted, error_compare);
    for (uint32_t i = 0; i < from->errors.count; i++) {
        struct error *err = vec_push(to->arena, &to->errors);
        if (!err)
            return;
        *err = sorted ? *sorted[i] : from->errors.at[i];
        err->at.file = arena_str(to->arena, err->at.file);
    }
}

struct model *model_load(const struct model_sources *sources, struct error_list *found)
{
    struct arena arena;
    struct error_list mistakes = { .arena = &arena };
    struct builder b = { .arena = &arena, .found = &mistakes };
    struct str image;
    struct model *m = NULL;
    if (!arena_init(&arena, BUILD_LIMIT)) {
        error_add(found, (struct place){ 0 }, "no address space for building the model");
        return NULL;
    }
    list_files(&b, sources);
    uint64_t key = sources_key(&b);
    if (!mistakes.errors.count && sources->cache && cache_map(sources->cache, key, &image))
        m = model_of(image, true);
    else
        m = build(&b, sources, key, &mistakes);
    free(b.codes.at);
    hand_over(&b, found);
    arena_free(&arena);
    return m;
}

bool model_read_rules(const struct model_sources *sources, struct error_list *found, rule_file_fn *visit, void *context)
{
    struct arena arena;
    struct error_list mistakes = { .arena = &arena };
    struct builder b = { .arena = &arena, .found = &mistakes };
    if (!arena_init(&arena, BUILD_LIMIT))
        return false;
    list_files(&b, sources);
    for (uint32_t i = 0; i < b.files.count; i++) {
        struct source_file *file = &b.files.at[i];
        if (file->gazetteer || ends(file->path, ".tsv") || !read_file(&b, file))
            continue;
        const struct yaml *root = yaml_read(file->content, file->name, &arena, &mistakes);
        if (root && root->kind == YAML_MAP)
            visit(context, root, &mistakes);
    }
    hand_over(&b, found);
    arena_free(&arena);
    return true;
}

void model_free(struct model *m)
{
    if (!m)
        return;
    patterns_free(m->patterns);
    if (m->mapped)
        munmap((void *)(uintptr_t)m->image.ptr, m->image.len);
    else
        free((void *)(uintptr_t)m->image.ptr);
    free(m);
}

/* --- looking up ---------------------------------------------------------------------------------------------------------- */

enum char_kind model_kind(const struct model *m, uint32_t c) { return c < 0x10000 ? m->kind[c] : kind_of(c); }

enum { ROOT = 1 };

static uint32_t step(const struct model *m, uint32_t state, uint32_t code)
{
    uint32_t next = (uint32_t)m->states[state].base + code;
    return m->states[state].base && m->states[next].check == state ? next : 0;
}

bool model_scan(const struct model *m, struct units norm, hit_fn *hit, void *context)
{
    uint32_t state = ROOT;
    for (uint32_t i = 0; i < norm.len; i++) {
        uint32_t code = norm.at[i] < 0x10000 ? m->code[norm.at[i]] : 0;
        if (!code) {
            state = ROOT;
            continue;
        }
        uint32_t next;
        while (!(next = step(m, state, code)) && state != ROOT)
            state = m->states[state].fail;
        state = next ? next : ROOT;
        for (uint32_t out = m->states[state].out; out != NONE; out = m->literals[out].shorter)
            if (!hit(context, out, (struct span){ i + 1 - m->literals[out].length, i + 1 }))
                return false;
    }
    return true;
}

uint32_t model_literal(const struct model *m, struct units norm)
{
    uint32_t state = ROOT;
    for (uint32_t i = 0; i < norm.len && state; i++) {
        uint32_t code = norm.at[i] < 0x10000 ? m->code[norm.at[i]] : 0;
        state = code ? step(m, state, code) : 0;
    }
    if (!state || state == ROOT)
        return NONE;
    uint32_t out = m->states[state].out;
    return out != NONE && m->literals[out].length == norm.len ? out : NONE;
}

static const struct use *use_of(const struct model *m, struct units norm, enum use_kind kind, struct str class_name)
{
    uint32_t literal = model_literal(m, norm);
    if (literal == NONE)
        return NULL;
    const struct use *use = m->uses + m->literals[literal].first_use, *end = use + m->literals[literal].use_count;
    for (; use < end; use++)
        if (use->kind == kind && (kind != USE_CLASS || str_equal(model_str(m, m->classes[use->ref].name), class_name)))
            return use;
    return NULL;
}

bool model_in_class(const struct model *m, struct str class_name, struct units norm, float *weight)
{
    const struct use *use = use_of(m, norm, USE_CLASS, class_name);
    if (use && weight)
        *weight = use->weight;
    return use != NULL;
}

bool model_word(const struct model *m, struct units norm, float *share)
{
    const struct use *use = use_of(m, norm, USE_WORD, STR(""));
    if (use && share)
        *share = use->weight;
    return use != NULL;
}

const struct table *model_table(const struct model *m, uint8_t language, struct str name)
{
    const struct table *any = NULL;
    for (uint32_t i = 0; i < m->table_count; i++) {
        const struct table *t = &m->tables[i];
        if (!str_equal(model_str(m, t->name), name))
            continue;
        if (t->language == language)
            return t;
        if (t->language == LANGUAGE_ANY)
            any = t;
    }
    return any;
}

/* Order of a row's key and a folded text, without regard to case. */
static int key_compare(const struct model *m, const struct table_row *row, struct units norm)
{
    const uint32_t *key = m->units + row->key.at;
    for (uint32_t i = 0; i < row->key.len && i < norm.len; i++) {
        uint32_t c = model_lower(m, norm.at[i]);
        if (key[i] != c)
            return key[i] < c ? -1 : 1;
    }
    return (row->key.len > norm.len) - (row->key.len < norm.len);
}

bool model_table_find(const struct model *m, const struct table *t, struct units norm, struct str *value)
{
    uint32_t low = 0, high = t ? t->row_count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct table_row *row = &m->rows[t->first_row + middle];
        int order = key_compare(m, row, norm);
        if (!order) {
            *value = model_str(m, row->value);
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

uint32_t model_table_prefix(const struct model *m, const struct table *t, struct units norm, struct str *value)
{
    enum { LONGEST = 24 };
    for (uint32_t len = norm.len < LONGEST ? norm.len : LONGEST; len; len--)
        if (model_table_find(m, t, (struct units){ norm.at, len }, value))
            return len;
    return 0;
}

struct str model_group_name(const struct model *m, uint16_t name)
{
    return name < GROUP_COUNT ? group_name((enum group_name)name) : model_str(m, m->role_names[name - GROUP_COUNT]);
}
