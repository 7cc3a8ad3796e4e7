#define _DEFAULT_SOURCE
#include "data_dir.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#ifndef EXTRACT_DATA_DIR
#define EXTRACT_DATA_DIR "/usr/local/share/extract"
#endif

static bool holds_data(struct arena *arena, struct str folder)
{
    static const char *const needed[] = { "rules", "gazetteers" };
    for (uint32_t i = 0; i < 2; i++) {
        struct stat status;
        struct str path = arena_printf(arena, "%.*s/%s", STR_ARG(folder), needed[i]);
        if (!path.ptr || stat(path.ptr, &status) || !S_ISDIR(status.st_mode))
            return false;
    }
    return true;
}

/* The folder that the running program stands in; empty where the system does not say. */
static struct str program_folder(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length > 1 ? arena_str(arena, (struct str){ path, (uint32_t)length - 1 }) : STR("");
}

const char *data_dir_find(struct arena *arena)
{
    const char *named = getenv("EXTRACT_DATA");
    if (named && *named)
        return arena_str(arena, str_from(named)).ptr;
    struct str folder = program_folder(arena);
    struct str places[] = {
        arena_printf(arena, "%.*s/../share/extract", STR_ARG(folder)), arena_printf(arena, "%.*s/..", STR_ARG(folder)),
        arena_printf(arena, "%.*s/../..", STR_ARG(folder)), STR(EXTRACT_DATA_DIR),
    };
    for (uint32_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *real = places[i].ptr && holds_data(arena, places[i]) ? realpath(places[i].ptr, NULL) : NULL;
        struct str found = real ? arena_str(arena, str_from(real)) : STR("");
        free(real);
        if (found.len)
            return found.ptr;
    }
    return NULL;
}

static uint64_t folders_key(const struct model_sources *sources)
{
    XXH64_hash_t key = 0;
    for (uint32_t i = 0; i < sources->rules_count; i++)
        key = XXH3_64bits_withSeed(sources->rules[i], strlen(sources->rules[i]), key + 1);
    for (uint32_t i = 0; i < sources->gazetteers_count; i++)
        key = XXH3_64bits_withSeed(sources->gazetteers[i], strlen(sources->gazetteers[i]), key + 2);
    return key;
}

const char *data_cache_file(const struct model_sources *sources, struct arena *arena)
{
    static const struct { const char *variable, *below; } places[] = {
        { "EXTRACT_CACHE", "" }, { "XDG_CACHE_HOME", "/extract" }, { "HOME", "/.cache/extract" },
    };
    for (uint32_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *folder = getenv(places[i].variable);
        if (folder && folder[0] == '/')
            return arena_printf(arena, "%s%s/model-%016llx.bin", folder, places[i].below,
                                (unsigned long long)folders_key(sources)).ptr;
    }
    return NULL;
}
