/* SPDX-License-Identifier: MIT */
#include "../../store/import/helper.h"

#include "../../store/util/buf.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const objects[] = {
	"<< /Type /Catalog /Pages 2 0 R >>",
	"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
	"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
	"<< /Length 44 >>\nstream\nBT /F 12 Tf 72 770 Td (Harbour letters) Tj ET \nendstream",
	"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	"<< /Font << /F 5 0 R >> >>",
};

static void print_pdf(struct buf *out)
{
	enum { COUNT = sizeof objects / sizeof *objects };
	size_t at[COUNT];

	buf_text(out, "%PDF-1.4\n");
	for (size_t i = 0; i < COUNT; i++) {
		at[i] = out->length;
		buf_format(out, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
	}
	size_t table = out->length;

	buf_format(out, "xref\n0 %d\n0000000000 65535 f \n", COUNT + 1);
	for (size_t i = 0; i < COUNT; i++)
		buf_format(out, "%010zu 00000 n \n", at[i]);
	buf_format(out, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", COUNT + 1, table);
}

static int memory_file(struct slice bytes)
{
	int file = memfd_create("file", MFD_CLOEXEC);

	cr_assert_geq(file, 0);
	cr_assert_eq(write(file, bytes.at, bytes.length), (ssize_t)bytes.length);
	return file;
}

/* Runs it to its end; the output as text. */
static enum help help(enum helper helper, struct slice bytes, char *output, size_t size)
{
	int file = memory_file(bytes), result = -1;
	struct helper_run run;
	uint64_t length = 0;
	enum help how = helper_start(helper, 1, file, bytes.length, &run);

	if (how == HELP_DONE) {
		struct pollfd ended = {.fd = run.watch, .events = POLLIN};

		cr_assert_eq(poll(&ended, 1, 60 * 1000), 1);
	}
	enum help end = helper_end(&run, &result, &length);

	if (how == HELP_DONE && end == HELP_DONE) {
		ssize_t n = pread(result, output, size - 1, 0);

		cr_assert_geq(n, 0);
		output[n] = '\0';
		cr_expect_eq(write(result, "x", 1), -1, "what it wrote stands");
		close(result);
	}
	close(file);
	return how == HELP_DONE ? end : how;
}

Test(helper, a_program_reads_the_file_and_hands_back_what_it_wrote)
{
	static char output[64 * 1024];
	struct buf pdf = {0};

	print_pdf(&pdf);
	cr_assert_eq(help(HELPER_PDF_TEXT, (struct slice){pdf.data, pdf.length}, output, sizeof output),
		     HELP_DONE);
	cr_expect_not_null(strstr(output, ">Harbour</word>"));
	buf_finish(&pdf);
}

Test(helper, a_program_that_cannot_read_the_file_says_so)
{
	char output[16], reason[HELPER_REASON];

	cr_assert_eq(help(HELPER_PDF_TEXT, SLICE("no PDF"), output, sizeof output), HELP_FAILED);
	helper_reason(HELPER_PDF_TEXT, HELP_FAILED, reason);
	cr_expect_str_eq(reason, "pdftotext could not read it");
}

Test(helper, a_program_that_is_missing_is_named_with_its_package)
{
	char reason[HELPER_REASON];

	helper_reason(HELPER_OUTLOOK_FOLDERS, HELP_MISSING, reason);
	cr_expect_str_eq(reason, "readpst is not installed; install pst-utils");
}

Test(helper, one_that_is_ended_early_leaves_nothing)
{
	int file = memory_file(SLICE("no PDF")), output = -1;
	struct helper_run run;
	uint64_t size;

	cr_assert_eq(helper_start(HELPER_PDF_TEXT, 0, file, 6, &run), HELP_DONE);
	cr_expect_neq(helper_end(&run, &output, &size), HELP_DONE);
	cr_expect_eq(run.process, 0);
	cr_expect_eq(output, -1);
	close(file);
}
