/* Read: encodings, offsets, blocks, sentences, tokens, quotations. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"
#include "fixture.h"

#include "read/document.h"

/* ---- the document that a test looks at --------------------------------------------------------------------------- */

struct desk { struct model *model; struct arena arena; };

static int desk_open(void **state)
{
    static struct desk desk;
    desk.model = fixture_model();
    *state = &desk;
    return arena_init(&desk.arena, (size_t)1 << 30) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    model_free(desk->model);
    arena_free(&desk->arena);
    return 0;
}

static struct document *read_titled(struct desk *desk, struct str text, struct str title)
{
    struct document *d = NULL;
    struct error err = { 0 };
    arena_reset(&desk->arena, 1 << 16);
    if (!document_read(desk->model, text, STR("test"), title, STR(""), &desk->arena, &d, &err))
        print_error("%s\n", err.message);
    assert_non_null(d);
    return d;
}

static struct document *read_text(void **state, const char *text) { return read_titled(*state, str_from(text), STR("")); }

/* A document on one line: a letter for each block, its sentences between bars. "T|Title\nP|One.|Two." */
static struct str outline(struct desk *desk, const struct document *d)
{
    static const char letters[] = { [BLOCK_TITLE] = 'T', [BLOCK_HEADING] = 'H', [BLOCK_PARAGRAPH] = 'P',
                                    [BLOCK_LIST_ITEM] = 'L', [BLOCK_TABLE_ROW] = 'R', [BLOCK_QUOTATION] = 'Q',
                                    [BLOCK_BYLINE] = 'B' };
    struct str text = STR("");
    for (uint32_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.at[i];
        text = arena_printf(&desk->arena, "%.*s%s%c", STR_ARG(text), i ? "\n" : "", letters[b->kind]);
        for (uint32_t k = b->first_sentence; k < b->first_sentence + b->sentence_count; k++) {
            struct str sentence = document_text(d, d->sentences.at[k].span);
            text = arena_printf(&desk->arena, "%.*s|%.*s", STR_ARG(text), STR_ARG(sentence));
        }
    }
    return text;
}

#define assert_outline(text, expected) \
    check_text(outline(*state, read_text(state, (text))), (expected), __FILE__, __LINE__)

/* ---- encodings --------------------------------------------------------------------------------------------------- */

static void assert_decodes(void **state, struct str bytes, const char *text, const char *name)
{
    struct desk *desk = *state;
    struct str decoded, encoding;
    struct error err = { 0 };
    arena_reset(&desk->arena, 1 << 16);
    assert_true(encoding_decode(bytes, &desk->arena, &decoded, &encoding, &err));
    assert_text(decoded, text);
    assert_text(encoding, name);
}

static void test_byte_order_marks(void **state)
{
    assert_decodes(state, STR("\xEF\xBB\xBF" "a好"), "a好", "UTF-8");
    assert_decodes(state, STR("\xFF\xFE" "a\0\x7D\x59"), "a好", "UTF-16LE");
    assert_decodes(state, STR("\xFE\xFF\0a\x59\x7D"), "a好", "UTF-16BE");
    assert_decodes(state, STR("\xFF\xFE\0\0a\0\0\0"), "a", "UTF-32LE");
    assert_decodes(state, STR("\xFE\xFF\xD8\x3D\xDE\x00"), "😀", "UTF-16BE");
}

static void test_utf16_without_a_mark(void **state)
{
    assert_decodes(state, STR("t\0h\0e\0 \0t\0e\0x\0t\0.\0"), "the text.", "UTF-16LE");
    assert_decodes(state, STR("\0t\0h\0e\0 \0t\0e\0x\0t\0."), "the text.", "UTF-16BE");
}

static void test_chinese_encodings(void **state)
{
    assert_decodes(state, STR("\xD0\xC7\xBA\xD3\xBF\xC6\xBC\xBC\xCA\xD5\xB9\xBA\xC0\xB6\xBE\xA8\xA1\xA3"), "星河科技收购蓝鲸。",
                   "GB18030");
    assert_decodes(state, STR("\xA5\x78\xC6\x57\xAA\xBA\xA4\xBD\xA5\x71\xA9\xF3\xA4\xB5\xA4\xD1\xAB\xC5\xA5\xAC\xC1\xCA\xB6\x52\xB7\x73"
                              "\xAA\xBA\xA4\xC9\xA5\xAD\xA1\x41\xA4\xBD\xA5\x71\xAA\xBA\xA4\x48\xA4\xA3\xB7\x7C\xA6\x68\xA1\x43"),
                   "台灣的公司於今天宣布購買新的升平，公司的人不會多。", "BIG5-HKSCS");
}

static void test_latin_letters_stand_in_words(void **state)
{
    assert_decodes(state, STR("The caf\xE9 of Ren\xE9\x92s friend."), "The café of René’s friend.", "CP1252");
    assert_decodes(state, STR("Damaged \xFF text"), "Damaged \xFF text", "UTF-8");
    assert_decodes(state, STR("\xE6\x98\x9F\xE6\xB2\xB3\xE7\xA7\x91\xE6\x8A\x80\xE6\x94"), "星河科技\xE6\x94", "UTF-8");
}

static void test_what_is_no_text_is_refused(void **state)
{
    static const struct str files[] = {
        STR_INIT("%PDF-1.4 …"), STR_INIT("PK\x03\x04zip"), STR_INIT("\x7F" "ELF\x02\x01"), STR_INIT("\x89PNG\r\n"),
        STR_INIT("\x01\x02\x03\x04\x05\x06\x07\x08"), STR_INIT("a\0\0\0\0\0b\0\x01\0\0"),
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct str text, name;
        struct error err = { 0 };
        assert_false(encoding_decode(files[i], &desk->arena, &text, &name, &err));
        assert_int_equal(err.kind, ERR_SYNTAX);
        assert_non_null(strstr(err.message, "not text"));
    }
}

static void test_empty(void **state)
{
    assert_decodes(state, STR(""), "", "UTF-8");
    const struct document *d = read_text(state, "");
    assert_int_equal(d->length, 0);
    assert_int_equal(d->blocks.count, 0);
    assert_int_equal(document_sentence_at(d, 0), NONE);
    assert_int_equal(read_text(state, " \n\t\r\n　")->blocks.count, 0);
}

/* ---- text and offsets -------------------------------------------------------------------------------------------- */

static void test_offsets_are_code_points(void **state)
{
    const struct document *d = read_text(state, "a好😀，Ｂ");
    assert_int_equal(d->length, 5);
    assert_int_equal(d->byte_at[2], 4);
    assert_int_equal(d->byte_at[5], 14);
    assert_int_equal(d->norm[2], 0x1F600);
    assert_int_equal(d->norm[3], ',');
    assert_int_equal(d->norm[4], 'B');
    assert_int_equal(d->kind[4], CHAR_UPPER);
    assert_text(document_text(d, (struct span){ 1, 3 }), "好😀");
}

static void test_ill_formed_sequences_are_replaced_and_told(void **state)
{
    const struct document *d = read_text(state, "好\xFF" "a\xE4\xBD");
    assert_int_equal(d->length, 4);
    assert_text(d->bytes, "好\xEF\xBF\xBD" "a\xEF\xBF\xBD");
    assert_int_equal(d->warnings.count, 1);
    assert_int_equal(d->warnings.at[0].offset, 1);
    assert_non_null(strstr(d->warnings.at[0].message.ptr, "2 ill-formed"));
    d = read_titled(*state, STR("a\0b"), STR(""));
    assert_int_equal(d->length, 3);
    assert_int_equal(d->warnings.count, 1);
}

static void test_a_document_that_does_not_fit(void **state)
{
    struct desk *desk = *state;
    struct arena small;
    assert_true(arena_init(&small, 4096));
    struct document *d = NULL;
    struct error err = { 0 };
    static char text[4096];
    memset(text, 'a', sizeof text);
    assert_false(document_read(desk->model, (struct str){ text, sizeof text }, STR("x"), STR(""), STR(""), &small, &d, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_null(d);
    arena_free(&small);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

static void test_title_byline_heading_list(void **state)
{
    assert_outline("星河科技收购蓝鲸数据\n作者:王明\n星河科技昨日宣布收购。交易已完成。\n背景\n公司成立于2001年。\n"
                   "- 1以太坊价格预测\n- 交易所\n",
                   "T|星河科技收购蓝鲸数据\nB|作者:王明\nP|星河科技昨日宣布收购。|交易已完成。\nH|背景\nP|公司成立于2001年。\n"
                   "L|- 1以太坊价格预测\nL|- 交易所");
    assert_outline("Galaxy to buy Whale?\n\nMarch 3, 2024\n\nGalaxy said so. It did.\n",
                   "T|Galaxy to buy Whale?\nB|March 3, 2024\nP|Galaxy said so.|It did.");
}

static void test_one_paragraph_has_no_title(void **state)
{
    assert_outline("星河科技收购蓝鲸数据", "P|星河科技收购蓝鲸数据");
    assert_outline("It rained.\nIt snowed.", "P|It rained.\nP|It snowed.");
}

static void test_the_title_that_was_given(void **state)
{
    struct desk *desk = *state;
    const struct document *d = read_titled(desk, STR("It rained.\nIt snowed."), STR("It rained."));
    assert_text(outline(desk, d), "T|It rained.\nP|It snowed.");
}

static void test_tables(void **state)
{
    assert_outline("Prices rose.\nName | Price |\n---|---|\n¥1.52万亿 |\n", 
                   "P|Prices rose.\nR|Name | Price |\nR|---|---|\nR|¥1.52万亿 |");
    assert_outline("Prices rose.\nA\t5\tJune\nB\t6\tJuly\n", "P|Prices rose.\nR|A\t5\tJune\nR|B\t6\tJuly");
}

static void test_headlines_at_the_end_are_a_list(void **state)
{
    assert_outline("Prices rose.\nGalaxy sued\nWhale's founder leaves\n", "P|Prices rose.\nL|Galaxy sued\nL|Whale's founder leaves");
    assert_outline("昨天下雨。\n（记者 王明）\n", "P|昨天下雨。\nB|（记者 王明）");
}

static void test_numbered_sentences_are_running_text(void **state)
{
    assert_outline("一、概况\n1.公司成立于2001年。\n2、公司已上市。\n(3) 无\n", 
                   "T|一、概况\nP|1.公司成立于2001年。\nP|2、公司已上市。\nL|(3) 无");
    assert_outline("1.5 million left. 3、4月也是。", "P|1.5 million left.|3、4月也是。");
}

static void test_quotation_blocks(void **state)
{
    assert_outline("他说:\n“我不走。”\n“甲”和“乙”。\n", "P|他说:\nQ|“我不走。”\nP|“甲”和“乙”。");
    assert_outline("He said:\n\"No.\"\n\"A\" and \"B.\"\n", "P|He said:\nQ|\"No.\"\nP|\"A\" and \"B.\"");
}

static void test_broken_lines_are_joined(void **state)
{
    assert_outline("Galaxy Tech said on Monday that it will\nbuy Whale Data for a lot of money, and\nthat the deal closes soon.\n\n"
                   "Whale Data did not want to say anything.\nGalaxy was glad.\n",
                   "P|Galaxy Tech said on Monday that it will\nbuy Whale Data for a lot of money, and\nthat the deal closes soon.\n"
                   "P|Whale Data did not want to say anything.|Galaxy was glad.");
    assert_outline("A first paragraph that is one line long.\nA second paragraph that is one line long.\n",
                   "P|A first paragraph that is one line long.\nP|A second paragraph that is one line long.");
}

static void test_line_ends(void **state)
{
    assert_outline("It rained.\r\nIt snowed.\rIt froze.\n", "P|It rained.\nP|It snowed.\nP|It froze.");
}

/* ---- sentences --------------------------------------------------------------------------------------------------- */

static void test_chinese_sentences(void **state)
{
    assert_outline("他走了。她来了！谁？！有人；没人。", "P|他走了。|她来了！|谁？！|有人；|没人。");
    assert_outline("他……走了……", "P|他……走了……");
}

static void test_full_stops(void **state)
{
    assert_outline("Mr. Smith paid 3.5 in Jan. 2024 at example.com. J. Smith left.",
                   "P|Mr. Smith paid 3.5 in Jan. 2024 at example.com.|J. Smith left.");
    assert_outline("The U.S. Senate met at 9 a.m. It left.", "P|The U.S. Senate met at 9 a.m.|It left.");
    assert_outline("They cut jobs.The firm fell. in 2010. 他来了。", "P|They cut jobs.|The firm fell. in 2010.|他来了。");
    assert_outline("Wait... no. Yes... Then it ended.", "P|Wait... no.|Yes...|Then it ended.");
    assert_outline("Yahoo! shares fell. Is it?id=3 so? Yes.", "P|Yahoo! shares fell.|Is it?id=3 so?|Yes.");
}

static void test_nothing_ends_inside_brackets(void **state)
{
    assert_outline("据《你好！世界。》报道（有删节。谨此说明。）公司没有回应。", "P|据《你好！世界。》报道（有删节。谨此说明。）公司没有回应。");
    assert_outline("He left. (It was late. He was tired.) She stayed.", "P|He left.|(It was late. He was tired.)|She stayed.");
    assert_outline("He (was late. She stayed. He left.", "P|He (was late.|She stayed.|He left.");
}

static void test_short_speeches_stay_with_their_speaker(void **state)
{
    assert_outline("他说：“好。我不走。”她走了。", "P|他说：“好。我不走。”|她走了。");
    assert_outline("“好。”他说。“走吧！”她补充道。", "P|“好。”他说。|“走吧！”她补充道。");
    assert_outline("\"Will it hold?\" Smith asked. \"It will.\" He left.", "P|\"Will it hold?\" Smith asked.|\"It will.\"|He left.");
    assert_outline("他说：“一。二。三。”她走了。", "P|他说：“一。|二。|三。”|她走了。");
}

static void test_endless_sentences_are_cut(void **state)
{
    enum { LENGTH = 10000 };
    static char text[LENGTH + 1];
    memset(text, 'a', LENGTH);
    const struct document *d = read_text(state, text);
    assert_in_range(d->sentences.count, 2, 5);
    for (uint32_t i = 0; i < d->sentences.count; i++)
        assert_in_range(span_len(d->sentences.at[i].span), 1, 3000);
}

static void test_languages(void **state)
{
    struct desk *desk = *state;
    const struct document *d = read_text(state, "OpenAI发布GPT新模型。公司很高兴，市场也很高兴。\nThe company was glad.\nxAI和Meta。");
    assert_int_equal(d->sentences.count, 4);
    assert_text(model_str(desk->model, desk->model->languages[d->sentences.at[0].language].code), "zh");
    assert_text(model_str(desk->model, desk->model->languages[d->sentences.at[2].language].code), "en");
    assert_text(model_str(desk->model, desk->model->languages[d->sentences.at[3].language].code), "zh");
    assert_text(model_str(desk->model, desk->model->languages[d->language].code), "zh");
    d = read_text(state, "The company was glad. It said so to the public and to the press.");
    assert_text(model_str(desk->model, desk->model->languages[d->language].code), "en");
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

static void test_tokens(void **state)
{
    static const struct { const char *text; enum token_kind kind; uint8_t flags; } expected[] = {
        { "O'Neil", TOKEN_WORD, TOKEN_CAPITAL },
        { "paid", TOKEN_WORD, TOKEN_SPACE_BEFORE },
        { "$", TOKEN_PUNCT, TOKEN_SPACE_BEFORE },
        { "1,234.5", TOKEN_NUMBER, 0 },
        { ",", TOKEN_PUNCT, 0 },
        { "IBM", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_ALL_CAPS | TOKEN_SPACE_BEFORE },
        { "-", TOKEN_PUNCT, 0 },
        { "iPhone15", TOKEN_WORD, 0 },
        { "星", TOKEN_HAN, 0 },
        { "河", TOKEN_HAN, 0 },
        { "2024", TOKEN_NUMBER, 0 },
        { "年", TOKEN_HAN, 0 },
        { "dogs", TOKEN_WORD, TOKEN_SPACE_BEFORE },
        { "’", TOKEN_PUNCT, 0 },
        { ".", TOKEN_PUNCT, 0 },
    };
    const struct document *d = read_text(state, "O'Neil paid $1,234.5, IBM-iPhone15星河2024年 dogs’.");
    assert_int_equal(d->tokens.count, sizeof expected / sizeof *expected);
    for (uint32_t i = 0; i < d->tokens.count; i++) {
        assert_text(document_text(d, d->tokens.at[i].span), expected[i].text);
        assert_int_equal(d->tokens.at[i].kind, expected[i].kind);
        assert_int_equal(d->tokens.at[i].flags, expected[i].flags);
    }
}

static void test_looking_up_offsets(void **state)
{
    const struct document *d = read_text(state, "One two.  Three.");
    assert_int_equal(document_sentence_at(d, 0), 0);
    assert_int_equal(document_sentence_at(d, 7), 0);
    assert_int_equal(document_sentence_at(d, 8), NONE);
    assert_int_equal(document_sentence_at(d, 10), 1);
    assert_int_equal(document_sentence_at(d, 99), NONE);
    assert_int_equal(document_token_at(d, 5), 1);
    assert_int_equal(document_token_at(d, 3), NONE);
}

/* ---- quotations -------------------------------------------------------------------------------------------------- */

/* "speech: …" or "words: …" for each quotation, ">" before those inside another. */
static struct str quotes_of(struct desk *desk, const struct document *d)
{
    struct str text = STR("");
    for (uint32_t i = 0; i < d->quotes.count; i++) {
        const struct quote *q = &d->quotes.at[i];
        text = arena_printf(&desk->arena, "%.*s%s%s%s%.*s", STR_ARG(text), i ? " " : "", q->parent == NONE ? "" : ">",
                            q->speech ? "S" : "W", STR_ARG(document_text(d, q->span)));
    }
    return text;
}

#define assert_quotes(text, expected) \
    check_text(quotes_of(*state, read_text(state, (text))), (expected), __FILE__, __LINE__)

static void test_speech_and_words(void **state)
{
    assert_quotes("他说：“好。”这是“反觉醒”模型。", "S“好。” W“反觉醒”");
    assert_quotes("「我們不走，」他說。《書》", "S「我們不走，」");
    assert_quotes("The name \"Vista,\" he said, is taken. \"No,\" he said. He said, \"Yes.\"", "W\"Vista,\" S\"No,\" S\"Yes.\"");
    assert_quotes("They called it \"a very long and really tiring kind of day\" there.",
                  "S\"a very long and really tiring kind of day\"");
}

static void test_nested_quotations(void **state)
{
    assert_quotes("他说：“开源总是‘胜利’。”", "S“开源总是‘胜利’。” >W‘胜利’");
    const struct document *d = read_text(state, "他说：“开源总是‘胜利’。”");
    assert_int_equal(document_quote_at(d, (struct span){ 9, 10 }, false), 1);
    assert_int_equal(document_quote_at(d, (struct span){ 9, 10 }, true), 0);
    assert_int_equal(document_quote_at(d, (struct span){ 4, 5 }, false), 0);
    assert_int_equal(document_quote_at(d, (struct span){ 0, 1 }, false), NONE);
}

static void test_apostrophes_are_no_quotes(void **state)
{
    assert_quotes("It’s the dogs’ day, isn't it? The pipe is 5\" wide.", "");
    assert_quotes("He said: ‘It’s mine.’", "S‘It’s mine.’");
}

static void test_unclosed_quotations(void **state)
{
    assert_quotes("他说：“一。\n“二。”\n", "S“一。 S“二。”");
    assert_quotes("他说：“一。\n二。\n", "");
    assert_quotes("甲“乙丙“丁”戊", "W“丁”");
}

/* ---- input that would hurt --------------------------------------------------------------------------------------- */

static void read_repeated(void **state, const char *unit, uint32_t times)
{
    size_t length = strlen(unit);
    char *text = malloc(length * times);
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + length * i, unit, length);
    const struct document *d = read_titled(*state, (struct str){ text, (uint32_t)(length * times) }, STR(""));
    uint32_t covered = 0;
    for (uint32_t i = 0; i < d->sentences.count; i++)
        covered += span_len(d->sentences.at[i].span);
    assert_true(covered <= d->length);
    free(text);
}

static void test_pathological(void **state)
{
    static const char *const units[] = { "(", "“", "“‘", "\"", "’”", "!“", "(“", "1,", ".", "U.S.", "一", "|", "\n", "a\n", " ", "- ",
                                         "“\n", "……", "【", "a. ", "''", "\t" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        read_repeated(state, units[i], 100000);
}

/* Spans lie inside their parents, in order. */
static void test_parts_lie_in_order(void **state)
{
    const struct document *d = read_text(state, "题目\n作者:甲\n他说：“好（不。）。”Then it ended. U.S. too.\n\n- a\n- b | c |\n“未完");
    uint32_t before = 0;
    for (uint32_t i = 0; i < d->sentences.count; i++) {
        const struct sentence *s = &d->sentences.at[i];
        assert_true(s->span.begin >= before && s->span.begin < s->span.end);
        assert_true(span_covers(d->blocks.at[s->block].span, s->span));
        for (uint32_t k = s->first_token; k < s->first_token + s->token_count; k++)
            assert_true(span_covers(s->span, d->tokens.at[k].span));
        before = s->span.end;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_byte_order_marks),
        cmocka_unit_test(test_utf16_without_a_mark),
        cmocka_unit_test(test_chinese_encodings),
        cmocka_unit_test(test_latin_letters_stand_in_words),
        cmocka_unit_test(test_what_is_no_text_is_refused),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_offsets_are_code_points),
        cmocka_unit_test(test_ill_formed_sequences_are_replaced_and_told),
        cmocka_unit_test(test_a_document_that_does_not_fit),
        cmocka_unit_test(test_title_byline_heading_list),
        cmocka_unit_test(test_one_paragraph_has_no_title),
        cmocka_unit_test(test_the_title_that_was_given),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_headlines_at_the_end_are_a_list),
        cmocka_unit_test(test_numbered_sentences_are_running_text),
        cmocka_unit_test(test_quotation_blocks),
        cmocka_unit_test(test_broken_lines_are_joined),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_chinese_sentences),
        cmocka_unit_test(test_full_stops),
        cmocka_unit_test(test_nothing_ends_inside_brackets),
        cmocka_unit_test(test_short_speeches_stay_with_their_speaker),
        cmocka_unit_test(test_endless_sentences_are_cut),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_looking_up_offsets),
        cmocka_unit_test(test_speech_and_words),
        cmocka_unit_test(test_nested_quotations),
        cmocka_unit_test(test_apostrophes_are_no_quotes),
        cmocka_unit_test(test_unclosed_quotations),
        cmocka_unit_test(test_pathological),
        cmocka_unit_test(test_parts_lie_in_order),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
