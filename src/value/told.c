/* The dates that were told before: the running reference that "the following year" and 同月 point at. */
#include "value/timex.h"

const struct told *told_find(const struct value_context *c, enum grain grain)
{
    const struct told *told = &c->told[grain], *narrated = &c->narrated[grain];
    const struct mention *mentions = c->mentions->list.at;
    if (!moment_knows(&told->moment, grain))
        return NULL;
    bool passing = told->mention != narrated->mention || !moment_knows(&narrated->moment, grain);
    if (!passing || mentions[told->mention].sentence == mentions[c->mention].sentence)
        return told;
    return moment_knows(&narrated->moment, grain) ? narrated : told;
}

static bool is_stretch(const struct moment *m)
{
    return m->grain > GRAIN_YEAR && m->grain <= GRAIN_MONTH && m->date.year && !m->part.len;
}

const struct moments *told_stretch(const struct value_context *c)
{
    const struct sentence *sentences = c->document->sentences.at;
    const struct mention *mentions = c->mentions->list.at;
    if (c->stretch.from.grain == GRAIN_NONE
        || sentences[mentions[c->stretch_at].sentence].block != sentences[mentions[c->mention].sentence].block)
        return NULL;
    return &c->stretch;
}

void told_keep(struct value_context *c, const struct moments *told, bool in_passing)
{
    const struct moment *m = told->range ? &told->to : &told->from;
    if (m->grain < GRAIN_YEAR || !m->date.year)
        return;
    if (is_stretch(&told->from) && (!told->range || is_stretch(&told->to))) {
        c->stretch = *told;
        c->stretch_at = c->mention;
    }
    /* Grains are told in steps: a day that was told serves whoever asks for its month. */
    for (enum grain grain = GRAIN_YEAR; grain <= GRAIN_SECOND; grain++)
        if (moment_knows(m, grain)) {
            c->told[grain] = (struct told){ *m, c->mention };
            if (!in_passing)
                c->narrated[grain] = c->told[grain];
        }
}
