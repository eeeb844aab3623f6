/* Reports that are read piece by piece: the same comes out, wherever the pieces end. */
#include "done/evidence.h"
#include "support.h"

struct pieces {
	struct done_bytes text;
	size_t at, size;
	bool fails;
};

static int pieces_fill(void *self, char *into, size_t size, size_t *len, struct done_error *err)
{
	struct pieces *pieces = self;
	size_t left = pieces->text.len - pieces->at;

	if (pieces->fails && pieces->at > pieces->text.len / 2)
		return done_error_set(err, DONE_E_UNDECIDED, "the disk is gone");
	*len = pieces->size < size ? pieces->size : size;
	*len = *len < left ? *len : left;
	memcpy(into, pieces->text.ptr + pieces->at, *len);
	pieces->at += *len;
	return *len > 0;
}

static void stream_text(struct done_buf *out)
{
	done_buf_addstr(out, "timeStamp,elapsed,label,responseMessage,success,x\r\n");
	for (int i = 0; i < 9000; i++)
		done_buf_addf(out, "%llu,%d,\"list \"\"%d\"\"\",\"a\r\nb, %d\",%s,0\r\n",
		    1700000000000ULL + (unsigned)i, i % 701, i % 3, i, i % 100 ? "true" : "false");
}

static int stream_read(struct done_arena *arena, struct pieces *pieces,
    struct done_evidence_report *report, struct done_error *err)
{
	const struct done_evidence_asked asked = {.subject = DONE_EVIDENCE_PERFORMANCE};
	const struct done_evidence_stream stream = {.self = pieces, .fill = pieces_fill};

	return done_evidence_read_stream(
	    arena, &stream, pieces->text.len, "r", &asked, report, err);
}

static void test_stream__gives_the_same_wherever_pieces_end(void **state)
{
	static const struct {
		const char *name;
		size_t size;
	} sizes[] = {{"a byte", 1}, {"a few", 7}, {"no power of two", 4093}, {"all", 1000000}};
	struct done_buf text = {0};

	(void)state;
	stream_text(&text);
	for (size_t i = 0; TEST_EACH(sizes, i, sizes[i].name); i++) {
		struct pieces pieces = {.text = {text.ptr, text.len}, .size = sizes[i].size};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_evidence_report report = {0};

		assert_success(stream_read(&arena, &pieces, &report, &err), err);
		assert_int_equal(report.nr_faults, 0);
		assert_int_equal(report.load.nr, 4);
		assert_true(report.load.rows[0].values[DONE_METRIC_REQUESTS] == 9000);
		assert_true(report.load.rows[0].values[DONE_METRIC_ERRORS] == 90);
		assert_true(report.load.rows[0].values[DONE_METRIC_P50_MS] == 346);
		assert_string_equal(report.load.rows[1].name, "list \"0\"");
		assert_int_equal(report.load.rows[3].line, 2 + 2 * 2);
		done_arena_release(&arena);
	}
	done_buf_release(&text);
}

static void test_stream__an_error_or_a_cut_is_told(void **state)
{
	struct done_buf text = {0};

	(void)state;
	stream_text(&text);
	for (int i = 0; i < 2; i++) {
		struct pieces pieces = {
		    .text = {text.ptr, text.len - (i ? 4 : 0)}, .size = 4093, .fails = i == 0};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_evidence_report report = {0};

		if (stream_read(&arena, &pieces, &report, &err) < 0)
			assert_string_equal(err.message, "the disk is gone");
		else
			assert_string_equal(report.faults[0].wrong, "cut off");
		assert_int_equal(err.code != 0, i == 0);
		done_arena_release(&arena);
	}
	done_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stream__gives_the_same_wherever_pieces_end),
	    cmocka_unit_test(test_stream__an_error_or_a_cut_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
