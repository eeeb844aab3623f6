/* Sums of texts whose lines a checkout may have ended in CR LF. */
#include "done/repo.h"
#include "support.h"

static const struct {
	const char *text, *with_lf;
} texts[] = {
    {"", ""},
    {"a\nb\n", "a\nb\n"},
    {"a\r\nb\r\n", "a\nb\n"},
    {"a\r\nb\nc\r\n", "a\nb\nc\n"},
    {"\r\n", "\n"},
    /* A CR alone, and the first of two, is no end of a line. */
    {"a\rb\r", "a\rb\r"},
    {"a\r\r\nb", "a\r\nb"},
    {"\r\r\r", "\r\r\r"},
};

static void test_digest__text_is_the_same_in_any_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i].text); i++) {
		size_t len = strlen(texts[i].text);
		char wanted[DONE_SHA256_HEX + 1], found[DONE_SHA256_HEX + 1];

		done_sha256(
		    (struct done_bytes){texts[i].with_lf, strlen(texts[i].with_lf)}, wanted);
		done_sha256_text((struct done_bytes){texts[i].text, len}, found);
		assert_string_equal(found, wanted);
		assert_true(done_sha256_of_text((struct done_bytes){texts[i].text, len}, wanted));
		for (size_t first = 0; first <= len; first++) {
			for (size_t second = first; second <= len; second++) {
				struct done_digest *digest = done_digest_new();
				const char *text = texts[i].text;

				done_digest_add_text(digest, (struct done_bytes){text, first});
				done_digest_add_text(
				    digest, (struct done_bytes){text + first, second - first});
				done_digest_add_text(
				    digest, (struct done_bytes){text + second, len - second});
				done_digest_end(digest, found);
				assert_string_equal(found, wanted);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_digest__text_is_the_same_in_any_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
