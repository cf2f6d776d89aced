/* SPDX-License-Identifier: MIT */
/* What a worker that was taken over may send: every frame is decoded or refused. */
#include "../../store/import/wire.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {(const char *)data, size}, frame;

	while (wire_frame(bytes, &frame) == 1) {
		struct arena arena = {0};
		struct record record;

		if (wire_decode(frame, &arena, &record) == 0)
			check(record.type > 0 && record.type < RECORD_TYPES);
		arena_finish(&arena);
		bytes = slice_sub(bytes, WIRE_HEAD + frame.length, bytes.length);
	}
	return 0;
}
