/* SPDX-License-Identifier: MIT */
/* What kind of file any bytes are. */
#include "../../store/extract/media/media.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct media *media;
	char type[MEDIA_SIZE];

	if (!media)
		media = media_create();
	check(media != NULL);
	if (media_of(media, (struct slice){(const char *)data, size}, type) == 0)
		check(type[0] != '\0');
	return 0;
}
