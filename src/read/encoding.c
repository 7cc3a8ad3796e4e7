/*
 * Bytes of a file → UTF-8. A byte-order mark decides; else what is valid UTF-8 is UTF-8; else uchardet guesses, and
 * iconv converts. Text that is UTF-8 with a few slips stays UTF-8: document_read replaces and reports them.
 */
#include "read/document.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include "base/utf8.h"

/* ---- what is no text --------------------------------------------------------------------------------------------- */

struct signature { struct str bytes; const char *what; };

static const struct signature signatures[] = {
    { STR_INIT("%PDF-"), "a PDF file" },
    { STR_INIT("PK\x03\x04"), "a ZIP archive (or an office document, which is one)" },
    { STR_INIT("\x89PNG"), "a PNG image" },
    { STR_INIT("GIF8"), "a GIF image" },
    { STR_INIT("\xFF\xD8\xFF"), "a JPEG image" },
    { STR_INIT("\x7F" "ELF"), "a program" },
    { STR_INIT("\x1F\x8B"), "a gzip file" },
    { STR_INIT("7z\xBC\xAF"), "a 7-Zip archive" },
    { STR_INIT("\xD0\xCF\x11\xE0"), "an old office document" },
    { STR_INIT("{\\rtf"), "an RTF document" },
    { STR_INIT("SQLite format 3"), "a SQLite database" },
};

static const char *signature_find(struct str bytes)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (str_starts(bytes, signatures[i].bytes))
            return signatures[i].what;
    return NULL;
}

/* Control characters that no text has; ESC stands in terminal output and in ISO 2022. */
static bool is_control(unsigned char c)
{
    return c == 0x7F || (c < 0x20 && !strchr("\t\n\v\f\r\x1B", c)) || c == 0;
}

/* More than one control character in a hundred bytes, of a stretch from the front. */
static bool is_binary(struct str bytes)
{
    enum { STRETCH = 1 << 16, PER = 100, SPARE = 3 };
    uint32_t length = bytes.len < STRETCH ? bytes.len : STRETCH, controls = 0;
    for (uint32_t i = 0; i < length; i++)
        controls += is_control((unsigned char)bytes.ptr[i]);
    return controls > SPARE + length / PER || (controls > length / 2);
}

static bool fail_binary(struct error *err)
{
    return fail(err, ERR_SYNTAX, (struct place){ 0 }, "binary data, not text: it is full of control characters");
}

/* ---- conversion -------------------------------------------------------------------------------------------------- */

/* The iconv handle's output, in an arena. */
struct conversion { iconv_t handle; char *in, *out; size_t in_left, out_left; uint32_t bad; };

static void put_replacement(struct conversion *c)
{
    char encoded[UTF8_MAX_BYTES];
    uint32_t length = utf8_write(UTF8_REPLACEMENT, encoded);
    if (length > c->out_left)
        return;
    memcpy(c->out, encoded, length);
    c->out += length;
    c->out_left -= length;
}

/* Converts to the end; what is ill-formed becomes U+FFFD, `width` bytes at a time. */
static void conversion_run(struct conversion *c, size_t width)
{
    while (c->in_left) {
        if (iconv(c->handle, &c->in, &c->in_left, &c->out, &c->out_left) != (size_t)-1)
            break;
        c->bad++;
        put_replacement(c);
        size_t skipped = width < c->in_left ? width : c->in_left;
        c->in += skipped;
        c->in_left -= skipped;
    }
    iconv(c->handle, NULL, NULL, &c->out, &c->out_left);
}

/*
 * Converts from the encoding; *bad counts what was ill-formed. False where iconv does not know the encoding, or (with
 * *full) the arena has no room.
 */
static bool convert(struct str bytes, const char *from, size_t width, struct arena *arena, struct str *text, uint32_t *bad,
                    bool *full)
{
    enum { MOST = 3, SPARE = 16 };      /* bytes of UTF-8 for a byte of any encoding that we read */
    size_t room = (size_t)bytes.len * MOST + SPARE;
    iconv_t handle = iconv_open("UTF-8", from);
    if (handle == (iconv_t)-1)
        return false;
    struct arena held = *arena;
    char *out = arena_alloc(&held, 1, room);
    *full = !out || room > UINT32_MAX;
    if (*full) {
        iconv_close(handle);
        return false;
    }
    struct conversion c = { handle, (char *)(uintptr_t)bytes.ptr, out, bytes.len, room, 0 };
    conversion_run(&c, width);
    iconv_close(handle);
    *text = (struct str){ out, (uint32_t)(c.out - out) };
    *bad = c.bad;
    held.next = c.out;                  /* what was not needed is given back */
    *arena = held;
    return true;
}

/* ---- which encoding ---------------------------------------------------------------------------------------------- */

struct mark { struct str bytes; const char *encoding; size_t width; };

/* UTF-32 first: its little-endian mark begins with that of UTF-16. */
static const struct mark marks[] = {
    { STR_INIT("\xEF\xBB\xBF"), "UTF-8", 1 },
    { STR_INIT("\xFF\xFE\x00\x00"), "UTF-32LE", 4 },
    { STR_INIT("\x00\x00\xFE\xFF"), "UTF-32BE", 4 },
    { STR_INIT("\xFF\xFE"), "UTF-16LE", 2 },
    { STR_INIT("\xFE\xFF"), "UTF-16BE", 2 },
};

static const struct mark *mark_find(struct str bytes)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(bytes, marks[i].bytes))
            return &marks[i];
    return NULL;
}

/* UTF-16 without a mark: the high bytes of line ends, blanks and ASCII are NULs, all on one side. */
static const struct mark *guess_utf16(struct str bytes)
{
    enum { STRETCH = 1 << 12, SHARE = 10, FEWEST = 4 };
    uint32_t length = bytes.len < STRETCH ? bytes.len : STRETCH, nuls[2] = { 0 };
    for (uint32_t i = 0; i < length; i++)
        nuls[i % 2] += !bytes.ptr[i];
    if (bytes.len % 2 || nuls[0] + nuls[1] < FEWEST)
        return NULL;
    if (nuls[1] * SHARE * 2 >= length && nuls[0] * SHARE < nuls[1])
        return &marks[3];
    return nuls[0] * SHARE * 2 >= length && nuls[1] * SHARE < nuls[0] ? &marks[4] : NULL;
}

struct utf8_survey { uint32_t bad, good; };     /* ill-formed sequences; well-formed ones of more than one byte */

static struct utf8_survey survey_utf8(struct str bytes)
{
    struct utf8_survey s = { 0 };
    while (bytes.len) {
        uint32_t c;
        bool bad = false;
        uint32_t taken = utf8_read(bytes, &c, &bad);
        s.bad += bad;
        s.good += !bad && taken > 1;
        bytes = str_skip(bytes, taken);
    }
    return s;
}

/* Bytes above ASCII as pairs: all of them where GB2312 has its characters, most where it has its common ones. */
struct pair_survey { uint32_t pairs, common, other; };

static struct pair_survey survey_pairs(struct str bytes)
{
    struct pair_survey s = { 0 };
    for (uint32_t i = 0; i < bytes.len; i++) {
        unsigned char first = (unsigned char)bytes.ptr[i];
        if (first < 0x80)
            continue;
        unsigned char second = i + 1 < bytes.len ? (unsigned char)bytes.ptr[i + 1] : 0;
        bool pair = first >= 0xA1 && first <= 0xF7 && second >= 0xA1 && second <= 0xFE;
        s.pairs += pair;
        s.common += pair && first >= 0xB0 && first <= 0xD7;
        s.other += !pair;
        i++;
    }
    return s;
}

static bool looks_like_gb2312(struct str bytes)
{
    struct pair_survey s = survey_pairs(bytes);
    return s.pairs > 1 && s.other * 50 <= s.pairs && s.common * 10 >= s.pairs * 6;
}

static bool is_latin_letter(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0;
}

/* Quotes, dashes, dots, the trade mark; a euro sign at a number. The others from 80 to 9F hardly any text has. */
static bool is_usual_1252(struct str bytes, uint32_t at)
{
    unsigned char c = (unsigned char)bytes.ptr[at];
    if (c >= 0xA0 || (c >= 0x91 && c <= 0x97) || c == 0x85 || c == 0x99)
        return true;
    return c == 0x80 && at + 1 < bytes.len && bytes.ptr[at + 1] >= '0' && bytes.ptr[at + 1] <= '9';
}

/*
 * Single-byte encodings make a letter of any byte, also where UTF-8 was damaged. They are believed where the accented
 * letters stand in words, and FF and FE, which neither English nor Chinese text has, are rare.
 */
static bool could_be_latin(struct str bytes)
{
    enum { FOR_ONE_ODD = 4 };
    uint32_t fitting = 0, odd = 0;
    for (uint32_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x80)
            continue;
        bool in_word = (i && is_latin_letter((unsigned char)bytes.ptr[i - 1]))
            || (i + 1 < bytes.len && is_latin_letter((unsigned char)bytes.ptr[i + 1]));
        bool fits = c >= 0xC0 ? in_word && c < 0xFE : is_usual_1252(bytes, i);
        fitting += fits;
        odd += !fits;
    }
    return fitting >= odd * FOR_ONE_ODD;
}

/*
 * uchardet's names, and the larger set that holds all of it and what such files have besides. From the few accents of an
 * English text it can't tell the encodings of Western from those of Central Europe: they are all taken for the first.
 */
static const struct { struct str guess; const char *encoding; bool latin; } supersets[] = {
    { STR_INIT("GB2312"), "GB18030", false },
    { STR_INIT("GBK"), "GB18030", false },
    { STR_INIT("BIG5"), "BIG5-HKSCS", false },
    { STR_INIT("SHIFT_JIS"), "CP932", false },
    { STR_INIT("EUC-KR"), "CP949", false },
    { STR_INIT("UHC"), "CP949", false },
    { STR_INIT("ISO-8859-1"), "CP1252", true },
    { STR_INIT("ISO-8859-2"), "CP1252", true },
    { STR_INIT("ISO-8859-3"), "CP1252", true },
    { STR_INIT("ISO-8859-4"), "CP1252", true },
    { STR_INIT("ISO-8859-9"), "CP1252", true },
    { STR_INIT("ISO-8859-10"), "CP1252", true },
    { STR_INIT("ISO-8859-13"), "CP1252", true },
    { STR_INIT("ISO-8859-15"), "CP1252", true },
    { STR_INIT("ISO-8859-16"), "CP1252", true },
    { STR_INIT("WINDOWS-1250"), "CP1252", true },
    { STR_INIT("WINDOWS-1252"), "CP1252", true },
    { STR_INIT("WINDOWS-1257"), "CP1252", true },
    { STR_INIT("WINDOWS-1258"), "CP1252", true },
    { STR_INIT("MAC-CENTRALEUROPE"), "CP1252", true },
    { STR_INIT("IBM852"), "CP1252", true },
    { STR_INIT("VISCII"), "CP1252", true },
    { STR_INIT("ASCII"), "UTF-8", false },
};

/* What uchardet says, in the arena; empty where it says nothing, or there is no room. */
static struct str guess_uchardet(struct str bytes, struct arena *arena)
{
    struct str guess = { "", 0 };
    uchardet_t detector = uchardet_new();
    if (!detector)
        return guess;
    if (uchardet_handle_data(detector, bytes.ptr, bytes.len) == 0) {
        uchardet_data_end(detector);
        guess = arena_str(arena, str_from(uchardet_get_charset(detector)));
    }
    uchardet_delete(detector);
    return guess;
}

/* The encoding to try; NULL: leave it as UTF-8. */
static const char *encoding_guess(struct str bytes, struct arena *arena)
{
    if (looks_like_gb2312(bytes))
        return "GB18030";
    struct str guess = guess_uchardet(bytes, arena);
    for (size_t i = 0; i < sizeof supersets / sizeof *supersets; i++) {
        if (!str_equal(guess, supersets[i].guess))
            continue;
        return supersets[i].latin && !could_be_latin(bytes) ? NULL : supersets[i].encoding;
    }
    return guess.len ? guess.ptr : NULL;
}

static bool as_utf8(struct str bytes, struct str *text, struct str *name)
{
    *text = bytes;
    *name = STR("UTF-8");
    return true;
}

static bool decode_marked(struct str bytes, const struct mark *mark, struct arena *arena, struct str *text, struct str *name,
                          struct error *err)
{
    struct str body = str_starts(bytes, mark->bytes) ? str_skip(bytes, mark->bytes.len) : bytes;
    if (mark->width == 1)
        return as_utf8(body, text, name);
    uint32_t bad;
    bool full = false;
    if (!convert(body, mark->encoding, mark->width, arena, text, &bad, &full))
        return full ? fail_full(err) : fail(err, ERR_SYNTAX, (struct place){ 0 }, "cannot read %s", mark->encoding);
    if (is_binary(*text))
        return fail_binary(err);
    *name = str_from(mark->encoding);
    return true;
}

static bool decode_guessed(struct str bytes, struct arena *arena, struct str *text, struct str *name, struct error *err)
{
    enum { TOLERATED = 50 };            /* one slip in so many bytes: else the guess was wrong */
    struct arena before = *arena;
    const char *encoding = encoding_guess(bytes, arena);
    uint32_t bad = 0;
    bool full = false;
    if (encoding && convert(bytes, encoding, 1, arena, text, &bad, &full) && bad <= bytes.len / TOLERATED) {
        *name = str_from(encoding);
        return true;
    }
    if (full)
        return fail_full(err);
    *arena = before;
    return as_utf8(bytes, text, name);
}

bool encoding_decode(struct str bytes, struct arena *arena, struct str *text, struct str *name, struct error *err)
{
    enum { MOSTLY = 4 };                /* so many good sequences for a bad one: UTF-8 with slips, no other encoding */
    if (!bytes.len)
        return as_utf8(bytes, text, name);
    const char *what = signature_find(bytes);
    if (what)
        return fail(err, ERR_SYNTAX, (struct place){ 0 }, "this is %s, not text: give the text of it", what);
    const struct mark *mark = mark_find(bytes);
    if (!mark)
        mark = guess_utf16(bytes);
    if (mark)
        return decode_marked(bytes, mark, arena, text, name, err);
    if (is_binary(bytes))
        return fail_binary(err);
    struct utf8_survey utf8 = survey_utf8(bytes);
    if (!utf8.bad || utf8.good / MOSTLY >= utf8.bad)
        return as_utf8(bytes, text, name);
    return decode_guessed(bytes, arena, text, name, err);
}
