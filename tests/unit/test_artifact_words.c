/* Words of prose: what counts as one, in scripts with and without blanks. */
#include "support.h"

#include "artifact/formats.h"

static size_t words_of(const char *text, size_t *code)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline out;
	size_t words;

	assert_success(done_markdown_outline(
	                   &arena, (struct done_bytes){text, strlen(text)}, "a.md", &out, &err),
	    err);
	words = out.words;
	*code = out.code_words;
	done_arena_release(&arena);
	return words;
}

static void test_words__of_prose_alone(void **state)
{
	static const struct {
		const char *text;
		size_t words, code;
	} rows[] = {
	    {"one two three", 3, 0},
	    {"It's a well-known fact \xE2\x80\x94 don't worry.", 6, 0},
	    /* no code */
	    {"Run `make all` now", 2, 2},
	    {"```\none two three\n```", 0, 3},
	    {"    one two", 0, 2},
	    {"`one two three`", 0, 3},
	    /* no HTML */
	    {"<div class=\"one two\">three</div>", 1, 0},
	    {"a <b class=\"x y z\">b</b> c", 3, 0},
	    {"one<br>two<br/>three", 3, 0},
	    {"one<b>two</b>three", 1, 0},
	    {"<p>one<br>two</p>", 2, 0},
	    {"<code>one two</code> three", 1, 2},
	    {"<pre>\none two\nthree\n</pre>\n\nfour\n", 1, 3},
	    {"<pre><code>\none two\n</code></pre>", 0, 2},
	    {"<p>one <code>two three</code> four</p>", 2, 2},
	    {"a <code>never ends\n\nb c\n", 3, 2},
	    {"<script>one two</script>", 0, 0},
	    {"<style>\none two\n</style>\n\nthree\n", 1, 0},
	    {"<script>never ends\n", 0, 0},
	    {"<!-- one two three -->", 0, 0},
	    {"<!-- one\n\ntwo three -->", 0, 0},
	    {"<img src=\"a\" alt=\"one two\">", 0, 0},
	    /* no targets, addresses, images */
	    {"[one two](https://example.com/three/four \"five\")", 2, 0},
	    {"<https://example.com/one/two/three>", 0, 0},
	    {"https://example.com/one see www.example.com", 1, 0},
	    {"![one two three](x.png)", 0, 0},
	    {"[a]: b.md \"one two\"\n", 0, 0},
	    /* no numbers, no headings, no front matter */
	    {"1 22 3.4 2026-01-31 5% - * |", 0, 0},
	    {"4 services, 3rd of May, 10ms", 5, 0},
	    {"# one two\n\n## three\n", 0, 0},
	    {"---\ntitle: one two\n---\n", 0, 0},
	    /* nothing but a placeholder */
	    {"TODO: ", 0, 0},
	    {"Coming soon", 0, 0},
	    {"word word word word word", 0, 0},
	    {"[Describe the service here]", 0, 0},
	    /* tables and lists are prose */
	    {"| a | b |\n|---|---|\n| c | d |", 4, 0},
	    {"- one\n- two three", 3, 0},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		size_t code, words = words_of(rows[i].text, &code);

		if (words != rows[i].words || code != rows[i].code)
			fail_msg("'%s': %zu words, %zu of code", rows[i].text, words, code);
	}
}

static void test_words__of_scripts_without_blanks(void **state)
{
	static const struct {
		const char *text;
		size_t words;
	} rows[] = {
	    /* every two letters, what is left over is one more */
	    {"本服务处理订单", 4},
	    {"本", 1},
	    {"本服务处理订单。它们来自购物车。", 7},
	    {"このサービスは注文を扱います", 7},
	    {"ｻｰﾋﾞｽ", 3},
	    {"AWSの注文", 3},
	    /* every four */
	    {"บริการนี้รับคำสั่งซื้อจากตะกร้าจนกว่าจะชำระเงิน", 12},
	    {"ບໍລິການນີ້ຮັບຄໍາສັ່ງຊື້", 6},
	    {"សេវាកម្មនេះទទួលការបញ្ជាទិញ", 7},
	    {"ဤဝန်ဆောင်မှုသည်အော်ဒါများကိုလက်ခံသည်", 9},
	    {"안녕하세요 반갑습니다 여러분", 5},
	    {"이서비스는주문을처리합니다", 4},
	    /* blanks part words there as well */
	    {"คำ คำ", 2},
	    {"ត\xE2\x80\x8Bក", 2},
	    /* digits of theirs are numbers */
	    {"๑๒๓ ၁၂၃ １２３", 0},
	    /* others have blanks */
	    {"Сервис принимает заказы", 3},
	    {"الخدمة تقبل الطلبات", 3},
	    {"यह सेवा आदेश लेती है", 5},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		size_t code, words = words_of(rows[i].text, &code);

		if (words != rows[i].words)
			fail_msg("'%s': %zu words", rows[i].text, words);
	}
}

static void test_words__below_a_heading(void **state)
{
	static const char text[] = "# A\none `two`\n## B\n```\nthree four\n```\nfive\n# C\n6\n";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline out;

	(void)state;
	assert_success(done_markdown_outline(
	                   &arena, (struct done_bytes){text, sizeof(text) - 1}, "a.md", &out, &err),
	    err);
	assert_int_equal(out.headings[0].words, 2);
	assert_int_equal(out.headings[0].code_words, 3);
	assert_int_equal(out.headings[1].words, 1);
	assert_int_equal(out.headings[1].code_words, 2);
	assert_int_equal(out.headings[2].words, 0);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words__of_prose_alone),
	    cmocka_unit_test(test_words__of_scripts_without_blanks),
	    cmocka_unit_test(test_words__below_a_heading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
