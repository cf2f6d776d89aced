# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What the mount tests import: the project's samples, and files whose names, bytes and sizes are awkward.

# message NUMBER: a printed message with marks; its day and sender differ.
message() {
	printf 'From: POST%d\nSent: Monday, %d July 2019 %d:15 AM\nTo: CAPITAL; NAD\n' $(($1 % 5)) $(($1 % 28 + 1)) \
		$(($1 % 11 + 1))
	printf 'Subject: FORMAL MESSAGE: CHINA: REPORT %d\n\nSummary\n\ns6(a), s9(2)(g)(i)\n\n' "$1"
	printf 'The delegation of China spoke about paragraph %d of the draft.\n\ns6(b)\n\n' "$1"
	printf 'Released under the Official Information Act\n\n'
}

# article BYTES: text of about that size that does not compress to nothing.
article() {
	awk -v bytes="$1" 'BEGIN {
		srand(7)
		print "Harbour opens after storm\n"
		for (n = 0; n < bytes; n += length(line) + 1) {
			line = sprintf("Ship %d reached berth %d with %d tonnes of squid and left with %d.", rand() * 1e9,
				rand() * 1e6, rand() * 1e6, rand() * 1e9)
			print line
			if (rand() < 0.1) {
				print ""
				n++
			}
		}
	}'
}

make_samples() {
	local into=$1 i
	mkdir -p "$into/awkward/deep/er"
	[ ! -d "$here/../samples" ] || cp -r "$here/../samples" "$into/own"
	for i in $(seq 120); do
		message "$i"
	done >"$into/awkward/thread.txt"
	article 400000 >"$into/awkward/long article.txt"
	article 3000 >"$into/awkward/deep/er/it's an \"article\".txt"
	{ printf '\357\273\277'; message 900; } >"$into/awkward/bom.txt"
	{ printf '\377\376'; message 901 | iconv -f UTF-8 -t UTF-16LE; } >"$into/awkward/wide.txt"
	message 902 | sed 's/$/\r/' >"$into/awkward/lines.txt"
	message 903 >"$into/awkward/$(printf 'two\nlines *?.txt')"
	message 904 >"$into/awkward/-dash.txt"
	message 905 >"$into/awkward/$(printf 'bad\377byte.txt')"
	message 906 >"$into/awkward/$(printf '%0247d' 1).txt"
}
