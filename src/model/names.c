#include "model/names.h"

static const struct str type_names[TYPE_COUNT] = {
    [TYPE_NONE] = STR_INIT(""), [TYPE_PERSON] = STR_INIT("person"), [TYPE_COMPANY] = STR_INIT("company"),
    [TYPE_ORGANIZATION] = STR_INIT("organization"), [TYPE_PLACE] = STR_INIT("place"),
    [TYPE_PRODUCT] = STR_INIT("product"), [TYPE_TITLE] = STR_INIT("title"), [TYPE_DATE] = STR_INIT("date"),
    [TYPE_MONEY] = STR_INIT("money"), [TYPE_PERCENT] = STR_INIT("percent"), [TYPE_QUANTITY] = STR_INIT("quantity"),
    [TYPE_NUMBER] = STR_INIT("number"), [TYPE_ORDINAL] = STR_INIT("ordinal"),
};

#define GROUP_STR(name) [GROUP_##name] = STR_INIT(#name),
static const struct str group_names[GROUP_COUNT] = { [GROUP_NONE] = STR_INIT(""), GROUP_NAMES(GROUP_STR) };
#undef GROUP_STR

struct str type_name(enum mention_type type) { return type_names[type]; }
struct str group_name(enum group_name group) { return group_names[group]; }

static uint32_t name_find(const struct str *names, uint32_t count, struct str name)
{
    for (uint32_t i = 1; i < count; i++)
        if (str_equal(names[i], name))
            return i;
    return 0;
}

enum mention_type type_find(struct str name) { return name_find(type_names, TYPE_COUNT, name); }
enum group_name group_find(struct str name) { return name_find(group_names, GROUP_COUNT, name); }
