/* SPDX-License-Identifier: MIT */
#include "dossier/facts.h"

int main(void)
{
	return 0;
}
