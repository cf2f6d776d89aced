/* SPDX-License-Identifier: MIT */
/*
 * The parties of a real mail's address field, as it is printed: "Name <mailbox>, mailbox (Name), Group: a,
 * b;". Not GMime's reader: that leaves out what it cannot read, and parts of names; here every item becomes a
 * party.
 */
#ifndef EXTRACT_MAIL_ADDRESS_H
#define EXTRACT_MAIL_ADDRESS_H

#include "../../data/facts.h"
#include "../../util/arena.h"
#include "../../util/slice.h"

enum { MAIL_PARTIES_MAX = 10000 }; /* of one message; those that come after are printed only */

struct mail_parties {
	struct party_fact *at;
	size_t count, capacity;
};

/* Appends those of `value`, which stands at byte `first` of the text; of a sender the first only. 0 or
 * -ENOMEM. */
int mail_address_read(struct slice value, size_t first, enum role role, struct arena *arena,
		      struct mail_parties *parties);
#endif
