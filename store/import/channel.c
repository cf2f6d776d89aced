/* SPDX-License-Identifier: MIT */
#include "channel.h"

#include <errno.h>
#include <sys/socket.h>

/* Room for one descriptor, aligned as the kernel wants it. */
union control {
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int))];
};

int channel_send(int socket, struct slice bytes)
{
	while (bytes.length > 0) {
		ssize_t n = send(socket, bytes.at, bytes.length, MSG_NOSIGNAL);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			bytes = slice_sub(bytes, (size_t)n, bytes.length);
	}
	return 0;
}

enum { SAID_SIZE = sizeof(uint32_t) + sizeof(uint64_t) };

/* Both ends are one program: numbers go as they are. */
static void put(const struct message *message, char said[static SAID_SIZE])
{
	memcpy(said, &message->word, sizeof message->word);
	memcpy(said + sizeof message->word, &message->number, sizeof message->number);
}

static void get(const char said[static SAID_SIZE], struct message *message)
{
	memcpy(&message->word, said, sizeof message->word);
	memcpy(&message->number, said + sizeof message->word, sizeof message->number);
}

int channel_say(int socket, const struct message *message)
{
	char said[SAID_SIZE];
	struct iovec data = {said, sizeof said};
	union control control = {.room = {0}};
	struct msghdr envelope = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
	struct cmsghdr *head = CMSG_FIRSTHDR(&envelope);

	put(message, said);
	if (message->file < 0)
		return channel_send(socket, (struct slice){said, sizeof said});
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof message->file);
	memcpy(CMSG_DATA(head), &message->file, sizeof message->file);
	while (sendmsg(socket, &envelope, MSG_NOSIGNAL) < 0)
		if (errno != EINTR)
			return -errno;
	return 0;
}

int channel_hear(int socket, struct message *ret)
{
	char said[SAID_SIZE];
	struct iovec data = {said, sizeof said};
	union control control = {.room = {0}};
	struct msghdr envelope = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
	ssize_t n;

	while ((n = recvmsg(socket, &envelope, MSG_CMSG_CLOEXEC | MSG_WAITALL)) < 0)
		if (errno != EINTR)
			return -errno;
	if (n == 0)
		return 0;
	struct cmsghdr *head = CMSG_FIRSTHDR(&envelope);

	ret->file = -1;
	if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof ret->file))
		memcpy(&ret->file, CMSG_DATA(head), sizeof ret->file);
	get(said, ret);
	return n == sizeof said ? 1 : -EBADMSG;
}
