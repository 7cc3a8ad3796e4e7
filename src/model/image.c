/*
 * One block: a header, a directory of sections, the sections. References inside are indexes, never pointers.
 * The checksum is XXH3 (xxHash), over everything behind the header.
 */
#define _DEFAULT_SOURCE
#include "model/image.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum { VERSION = 4, ALIGN = 16, BMP = 0x10000 };

/* The compiled patterns stand last, behind `checked`: they are many, and an article needs few. */
/* field of struct builder (a VEC), field of struct model, its count */
#define SECTIONS(X) \
    X(states, state_count) X(literals, literal_count) X(uses, use_count) X(entries, entry_count) \
    X(attributes, attribute_count) X(aliases, alias_count) X(classes, class_count) X(tables, table_count) \
    X(rows, row_count) X(group_tables, group_table_count) X(rules, rule_count) X(groups, group_count) \
    X(number_rules, number_rule_count) X(capital_rules, capital_rule_count) X(phrase_rules, phrase_rule_count) X(needs, need_count) X(events, event_count) \
    X(roles, role_count) X(role_names, role_name_count) X(summaries, summary_count) X(within, within_count) \
    X(follows, follows_count) \
    X(languages, language_count) X(features, feature_count)

/* Arrays of a fixed size, or without a count of their own. */
enum fixed { FIXED_STRINGS, FIXED_UNITS, FIXED_NORM, FIXED_LOWER, FIXED_KIND, FIXED_CODE, FIXED_WEIGHTS, FIXED_COUNT };
#define SECTION_ENUM(field, counted) SECTION_##field,
enum section { SECTION_FIRST = FIXED_COUNT - 1, SECTIONS(SECTION_ENUM) SECTION_COUNT };
#undef SECTION_ENUM

struct part { uint64_t offset, bytes; };
struct header { char magic[8]; uint64_t version, key, size, checked, checksum; struct part parts[SECTION_COUNT]; };

static const char magic[8] = "EXTRACT";

static uint64_t checksum(const char *image, const struct header *header)
{
    size_t behind = offsetof(struct header, parts);
    return XXH3_64bits(image + behind, header->checked - behind);
}

uint32_t image_code_checksum(const char *bytes, uint32_t count) { return (uint32_t)XXH3_64bits(bytes, count); }

static void lay(struct header *header, uint32_t part, size_t bytes, size_t *end)
{
    *end = (*end + ALIGN - 1) / ALIGN * ALIGN;
    header->parts[part] = (struct part){ *end, bytes };
    *end += bytes;
}

char *image_make(const struct builder *b, uint64_t key, size_t *size)
{
    struct header header = { .version = VERSION, .key = key };
    const void *from[SECTION_COUNT] = { b->strings.at, b->units.at, b->norm, b->lower, b->kind, b->code, b->weights };
    size_t end = sizeof header;
    memcpy(header.magic, magic, sizeof magic);
    lay(&header, FIXED_STRINGS, b->strings.count, &end);
    lay(&header, FIXED_UNITS, b->units.count * sizeof *b->units.at, &end);
    lay(&header, FIXED_NORM, BMP * sizeof *b->norm, &end);
    lay(&header, FIXED_LOWER, BMP * sizeof *b->lower, &end);
    lay(&header, FIXED_KIND, BMP * sizeof *b->kind, &end);
    lay(&header, FIXED_CODE, BMP * sizeof *b->code, &end);
    lay(&header, FIXED_WEIGHTS, EVIDENCE_COUNT * sizeof *b->weights, &end);
#define SECTION_LAY(field, counted) \
    from[SECTION_##field] = b->field.at; \
    lay(&header, SECTION_##field, b->field.count * sizeof *b->field.at, &end);
    SECTIONS(SECTION_LAY)
#undef SECTION_LAY
    end = (end + ALIGN - 1) / ALIGN * ALIGN;
    header.checked = end;
    header.size = end + b->codes.count;
    char *image = calloc(1, header.size);
    if (!image)
        return NULL;
    for (uint32_t i = 0; i < SECTION_COUNT; i++)
        if (header.parts[i].bytes)
            memcpy(image + header.parts[i].offset, from[i], header.parts[i].bytes);
    if (b->codes.count)
        memcpy(image + header.checked, b->codes.at, b->codes.count);
    memcpy(image, &header, sizeof header);
    header.checksum = checksum(image, &header);
    memcpy(image, &header, sizeof header);
    *size = header.size;
    return image;
}

bool image_check(const char *image, size_t size, uint64_t key)
{
    struct header header;
    if (size < sizeof header)
        return false;
    memcpy(&header, image, sizeof header);
    return !memcmp(header.magic, magic, sizeof magic) && header.version == VERSION && header.key == key
           && header.size == size && header.checked >= sizeof header && header.checked <= size
           && header.checksum == checksum(image, &header);
}

void image_open(struct model *m)
{
    const char *image = m->image.ptr;
    const struct header *header = (const void *)image;
    m->strings = image + header->parts[FIXED_STRINGS].offset;
    m->units = (const void *)(image + header->parts[FIXED_UNITS].offset);
    m->norm = (const void *)(image + header->parts[FIXED_NORM].offset);
    m->lower = (const void *)(image + header->parts[FIXED_LOWER].offset);
    m->kind = (const void *)(image + header->parts[FIXED_KIND].offset);
    m->code = (const void *)(image + header->parts[FIXED_CODE].offset);
    m->weights = (const void *)(image + header->parts[FIXED_WEIGHTS].offset);
    m->weight_count = EVIDENCE_COUNT;
    m->codes = image + header->checked;
#define SECTION_OPEN(field, count_field) \
    m->field = (const void *)(image + header->parts[SECTION_##field].offset); \
    m->count_field = (uint32_t)(header->parts[SECTION_##field].bytes / sizeof *m->field);
    SECTIONS(SECTION_OPEN)
#undef SECTION_OPEN
}

bool cache_map(const char *path, uint64_t key, struct str *image)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    void *mapped = MAP_FAILED;
    if (!fstat(file, &status) && S_ISREG(status.st_mode) && status.st_size > 0 && status.st_size < UINT32_MAX)
        mapped = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (mapped == MAP_FAILED)
        return false;
    if (!image_check(mapped, (size_t)status.st_size, key)) {
        munmap(mapped, (size_t)status.st_size);
        return false;
    }
    *image = (struct str){ mapped, (uint32_t)status.st_size };
    return true;
}

/* Makes the folders above the file. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(file, bytes, size);
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* A cache that can't be written is no error: the next run compiles again. */
void cache_write(const char *path, const char *image, size_t size)
{
    char aside[4096];
    int length = snprintf(aside, sizeof aside, "%s.XXXXXX", path);
    if (length < 0 || (size_t)length >= sizeof aside)
        return;
    make_folders(aside);
    int file = mkstemp(aside);
    if (file < 0)
        return;
    bool good = write_all(file, image, size);
    good = !fchmod(file, 0644) && good;
    good = !close(file) && good;
    if (!good || rename(aside, path))
        unlink(aside);
}
