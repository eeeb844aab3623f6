/*
 * JMeter's JTL, a sample a row: CSV (read piece by piece) and XML. "elapsed" is the whole answer;
 * rows of transaction controllers repeat the time of their children, and nested samples are parts
 * of their parent.
 */
#include <limits.h>
#include <string.h>

#include "evidence/parts.h"

#define TRANSACTION "Number of samples in transaction"

enum jtl_column {
	JTL_TIME,
	JTL_ELAPSED,
	JTL_LABEL,
	JTL_CODE,
	JTL_MESSAGE,
	JTL_TYPE,
	JTL_SUCCESS,
};
#define JTL_COLUMNS (JTL_SUCCESS + 1)
static const char *const jtl_names[] = {
    "timeStamp", "elapsed", "label", "responseCode", "responseMessage", "dataType", "success"};
static const char *const jtl_attributes[] = {"ts", "t", "lb", "rc", "rm", "dt", "s"};
/* Where they stand without a header. */
static const size_t jtl_usual[] = {0, 1, 2, 3, 4, 6, 7};

struct jtl_reader {
	struct done_load_making making;
	struct done_tally tally;
	struct done_csv csv;
	size_t columns[JTL_COLUMNS];
	uint64_t bad_codes; /* samples that succeeded with a status of 400 and above */
	uint64_t last;      /* the latest start, in milliseconds since 1970 */
	int last_line, depth;
};

/* ---- guessing ---- */

static bool jtl_has(struct done_bytes line, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= line.len; i++) {
		if (!memcmp(line.ptr + i, word, len))
			return true;
	}
	return false;
}

static bool jtl_is_bare(struct done_bytes line)
{
	size_t digits = 0;

	while (digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9')
		digits++;
	return digits == 13 && line.len > 15 && line.ptr[13] == ',' && line.ptr[14] >= '0' &&
	    line.ptr[14] <= '9' && (jtl_has(line, ",true,") || jtl_has(line, ",false,"));
}

static enum done_evidence_guess jtl_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line = {0};

	if (look->form == DONE_LOOKS_XML)
		return strcmp(look->root, "testResults") == 0 ? DONE_GUESS_YES : DONE_GUESS_NO;
	if (look->form != DONE_LOOKS_TEXT || !done_evidence_next(&lines, &line))
		return DONE_GUESS_NO;
	if (line.len > 65536)
		line.len = 65536;
	if (jtl_has(line, "elapsed,") && jtl_has(line, "success"))
		return DONE_GUESS_YES;
	if (jtl_is_bare(line))
		return DONE_GUESS_YES;
	if (jtl_has(line, " jmeter.") || jtl_has(line, "o.a.j.")) {
		*why = "the file is JMeter's log, not its results";
		*fix = "jmeter -n -t plan.jmx -l results.jtl";
		return DONE_GUESS_WRONG;
	}
	return DONE_GUESS_NO;
}

/* ---- one sample ---- */

static bool jtl_number(const struct done_csv_field *field, uint64_t *out)
{
	uint64_t number = 0;

	if (!field->len || field->len > 18)
		return false;
	for (size_t i = 0; i < field->len; i++) {
		if (field->ptr[i] < '0' || field->ptr[i] > '9')
			return false;
		number = number * 10 + (uint64_t)(field->ptr[i] - '0');
	}
	*out = number;
	return true;
}

static bool jtl_starts(const struct done_csv_field *field, const char *text)
{
	size_t len = strlen(text);

	return field->len >= len && !memcmp(field->ptr, text, len);
}

/* Cut, and with its quotes as they are meant. */
static size_t jtl_label(const struct done_csv_field *field, char out[DONE_EVIDENCE_NAME_MAX])
{
	size_t len = 0;

	for (size_t i = 0; i < field->len && len < DONE_EVIDENCE_NAME_MAX; i++) {
		out[len++] = field->ptr[i];
		i += field->is_doubled && field->ptr[i] == '"';
	}
	return len;
}

static int jtl_take(
    struct jtl_reader *reader, const struct done_csv_field fields[JTL_COLUMNS], int line)
{
	const struct done_csv_field *success = &fields[JTL_SUCCESS], *label = &fields[JTL_LABEL];
	const struct done_csv_field *code = &fields[JTL_CODE];
	bool is_transaction =
	    !fields[JTL_TYPE].len && jtl_starts(&fields[JTL_MESSAGE], TRANSACTION);
	bool is_good = done_csv_is(success, "true");
	char name[DONE_EVIDENCE_NAME_MAX];
	struct done_tally_sample sample = {.label = name, .is_error = !is_good, .line = line};
	uint64_t elapsed;

	if (is_transaction != reader->making.base.look->asked->load.transactions)
		return 0;
	if (!jtl_number(&fields[JTL_ELAPSED], &elapsed) || elapsed > INT_MAX)
		return done_evidence_fail(&reader->making.base, line,
		    "the elapsed time of a sample is not a whole number of "
		    "milliseconds");
	if (!is_good && !done_csv_is(success, "false"))
		return done_evidence_fail(
		    &reader->making.base, line, "the success of a sample is not 'true' or 'false'");
	sample.elapsed = (uint32_t)elapsed;
	sample.label_len = jtl_label(label, name);
	if (jtl_number(&fields[JTL_TIME], &sample.at) && sample.at < 100000000000000U) {
		if (sample.at > reader->last) {
			reader->last = sample.at;
			reader->last_line = line;
		}
	} else {
		sample.at = 0;
	}
	reader->bad_codes += is_good && code->len == 3 && (*code->ptr == '4' || *code->ptr == '5');
	return done_tally_add(&reader->tally, &sample);
}

/* ---- CSV ---- */

static int jtl_header(struct jtl_reader *reader)
{
	struct done_csv *csv = &reader->csv;
	uint64_t ignored;

	if (jtl_number(&csv->fields[0], &ignored)) {
		memcpy(reader->columns, jtl_usual, sizeof(jtl_usual));
		return 1; /* a sample already */
	}
	for (size_t i = 0; i < JTL_COLUMNS; i++)
		reader->columns[i] = done_csv_find(csv, jtl_names[i]);
	if (reader->columns[JTL_ELAPSED] == DONE_CSV_FIELDS_MAX ||
	    reader->columns[JTL_SUCCESS] == DONE_CSV_FIELDS_MAX)
		return done_evidence_fail(&reader->making.base, csv->line,
		    "the header has no column 'elapsed' or no column "
		    "'success'");
	return 0;
}

static int jtl_row(struct jtl_reader *reader)
{
	static const struct done_csv_field absent = {.ptr = ""};
	struct done_csv_field fields[JTL_COLUMNS];
	struct done_csv *csv = &reader->csv;

	for (size_t i = 0; i < JTL_COLUMNS; i++) {
		size_t column = reader->columns[i];

		if (column < csv->nr)
			fields[i] = csv->fields[column];
		else if (column == DONE_CSV_FIELDS_MAX)
			fields[i] = absent;
		else
			return done_evidence_fail(&reader->making.base, csv->line,
			    "the row has fewer columns than the header");
	}
	if (fields[JTL_TIME].len == 23 && !reader->last) {
		const char *day = done_csv_text(csv, reader->columns[JTL_TIME]);

		done_evidence_dated(reader->making.base.out, day, csv->line);
	}
	return jtl_take(reader, fields, csv->line);
}

static int jtl_read_rows(struct jtl_reader *reader)
{
	struct done_csv *csv = &reader->csv;
	int rc;

	done_csv_open(csv, &reader->making.base);
	rc = done_csv_next(csv);
	if (rc > 0 && (rc = jtl_header(reader)) == 0)
		rc = done_csv_next(csv);
	while (rc > 0) {
		if (csv->is_cut)
			done_evidence_fault(&reader->making.base, "cut off", csv->line,
			    "write the report again: the run may have been cut off",
			    "the last row has no end of line");
		rc = jtl_row(reader);
		if (rc >= 0)
			rc = done_csv_next(csv);
	}
	done_csv_close(csv);
	return rc;
}

/* ---- XML ---- */

static int jtl_on_open(void *data, const struct done_xml_tag *tag)
{
	struct jtl_reader *reader = data;
	struct done_csv_field fields[JTL_COLUMNS];

	if (reader->depth++ != 1 ||
	    (strcmp(tag->name, "httpSample") != 0 && strcmp(tag->name, "sample") != 0) ||
	    !done_tag_get(tag, "t"))
		return 0;
	for (size_t i = 0; i < JTL_COLUMNS; i++) {
		const char *value = done_tag_get(tag, jtl_attributes[i]);

		fields[i] = (struct done_csv_field){
		    .ptr = value ? value : "", .len = value ? strlen(value) : 0};
	}
	return jtl_take(reader, fields, tag->line);
}

static int jtl_on_close(void *data, const char *name)
{
	struct jtl_reader *reader = data;

	(void)name;
	reader->depth--;
	return 0;
}

/* ---- the whole ---- */

static int jtl_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {.open = jtl_on_open, .close = jtl_on_close};
	static const struct done_load_trust trust = {
	    .no_request_fix = "look at jmeter.log: the plan may not have started, or 'elapsed' "
	                      "is not saved"};
	struct jtl_reader *reader = done_arena_alloc(look->arena, sizeof(*reader));
	int rc;

	done_load_open(&reader->making, look, out, err);
	done_tally_open(&reader->tally, &reader->making);
	out->load.shape = "JMeter JTL";
	out->load.absent_fix = "let JMeter save timeStamp (jmeter.save.saveservice.timestamp_format"
	                       "=ms)";
	rc = look->form == DONE_LOOKS_XML ? done_evidence_xml(&reader->making.base, &events, reader)
	                                  : jtl_read_rows(reader);
	if (rc >= 0)
		rc = done_tally_finish(&reader->tally);
	done_tally_release(&reader->tally);
	if (rc < 0)
		return rc;
	if (reader->last)
		done_evidence_dated_seconds(out, (double)reader->last / 1000, reader->last_line);
	if (reader->bad_codes)
		out->load.note = done_arena_printf(look->arena,
		    "%llu samples with a status of 400 and above "
		    "count as successes, as their assertions say",
		    (unsigned long long)reader->bad_codes);
	return done_load_close(&reader->making, &trust);
}

const struct done_evidence_reader done_evidence_jtl = {
    .name = "jtl",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "JMeter: `jmeter -n -l results.jtl`, CSV or XML",
    .takes_lines = true,
    .streams = true,
    .yields = DONE_YIELDS_LOAD | DONE_YIELDS(P97_5_MS) | DONE_YIELDS(P999_MS),
    .guess = jtl_guess,
    .read = jtl_read,
};
