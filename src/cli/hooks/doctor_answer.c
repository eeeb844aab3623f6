/* What the hook, or 'git done check' below pre-commit, answers to 'git done doctor' (doctor.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"

/* git-done itself takes no more of git's input (range/push.c). */
#define REFS_BYTES_MAX ((size_t)80 << 20)

const char *done_doctor_number(void)
{
	const char *number = getenv(DONE_DOCTOR_VARIABLE);

	if (!number || strlen(number) != DONE_DOCTOR_NUMBER ||
	    number[strspn(number, "0123456789abcdef")])
		return NULL;
	return number;
}

/* Whether a ref's full name is the one that the doctor pushes with that number. */
static bool is_doctors_ref(const char *number, const char *ref)
{
	size_t len = strlen(DONE_DOCTOR_REF);

	return !strncmp(ref, DONE_DOCTOR_REF, len) && !strcmp(ref + len, number);
}

void done_doctor_answer(const char *number, bool told)
{
	done_say("doctor %s: %s", number, told ? "told" : "called");
	if (told)
		done_say("this push is a test by 'git done doctor': nothing was judged, and it is "
		         "refused");
}

bool done_doctor_asks_check(void)
{
	const char *number = done_doctor_number();
	const char *ref = getenv("PRE_COMMIT_REMOTE_BRANCH");
	bool told;

	if (!number)
		return false;
	told = getenv("PRE_COMMIT") && ref && is_doctors_ref(number, ref);
	done_doctor_answer(number, told);
	return told;
}

static int read_refs(int fd, struct done_buf *out, struct done_error *err)
{
	char block[8192];
	ssize_t nr;

	while ((nr = read(fd, block, sizeof(block))) > 0 || (nr < 0 && errno == EINTR))
		done_buf_add(out, block, nr > 0 ? (size_t)nr : 0);
	if (nr < 0)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "cannot read git's list of refs: %s", strerror(errno));
	return 0;
}

/* One line, "<local ref> <local oid> <remote ref> <remote oid>", with the doctor's ref in it. */
static bool is_doctors(const char *number, const struct done_buf *refs)
{
	const char *end = refs->len ? strchr(refs->ptr, '\n') : NULL;
	struct done_buf line = {0};
	char *oid, *ref;
	bool found = false;

	if (!refs->len || refs->overflow || (end && end[1]))
		return false;
	done_buf_add(&line, refs->ptr, end ? (size_t)(end - refs->ptr) : refs->len);
	oid = line.len ? strrchr(line.ptr, ' ') : NULL;
	if (oid) {
		*oid = '\0';
		ref = strrchr(line.ptr, ' ');
		found = ref && is_doctors_ref(number, ref + 1);
	}
	done_buf_release(&line);
	return found;
}

/* The bytes again, from a file that has no name. What is too long stays so: it is refused later. */
static int give_back(const struct done_buf *refs, int *fd, struct done_error *err)
{
	FILE *file = tmpfile();
	int copy = -1;

	if (file && fwrite(refs->ptr ? refs->ptr : "", 1, refs->len, file) == refs->len &&
	    !fflush(file) && !fseek(file, 0, SEEK_SET))
		copy = dup(fileno(file));
	if (file)
		fclose(file);
	if (copy < 0) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "cannot keep git's list of refs in a temporary file: %s", strerror(errno));
		return done_error_cure(err,
		    "free space in the directory for temporary files, or "
		    "unset " DONE_DOCTOR_VARIABLE);
	}
	*fd = copy;
	return 0;
}

/* pre-commit gives its hooks an input of their own, which is empty. */
static int refuse_untold(struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED, "pre-commit does not pass on git's list of refs");
	return done_error_cure(err, "in .pre-commit-config.yaml: entry: git-done check");
}

int done_doctor_asks_hook(int *fd, struct done_error *err)
{
	const char *number = done_doctor_number();
	bool below_pre_commit = getenv("PRE_COMMIT") != NULL;
	struct done_buf refs = {.max = REFS_BYTES_MAX};
	int rc;

	if (!number && !below_pre_commit)
		return 0;
	rc = read_refs(*fd, &refs, err);
	if (rc == 0 && refs.overflow)
		rc = done_error_set(
		    err, DONE_E_UNDECIDED, "git's list of refs is longer than 80 MiB");
	if (rc == 0)
		rc = number && is_doctors(number, &refs);
	if (rc >= 0 && number && (rc || !refs.len))
		done_doctor_answer(number, rc);
	if (rc == 0)
		rc = below_pre_commit && !refs.len ? refuse_untold(err) : give_back(&refs, fd, err);
	done_buf_release(&refs);
	return rc;
}
