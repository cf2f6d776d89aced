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

int channel_send_file(int socket, int file, uint64_t size)
{
	struct iovec data = {&size, sizeof size};
	union control control = {.room = {0}};
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof file);
	memcpy(CMSG_DATA(head), &file, sizeof file);
	while (sendmsg(socket, &message, MSG_NOSIGNAL) < 0)
		if (errno != EINTR)
			return -errno;
	return 0;
}

int channel_receive_file(int socket, int *ret_file, uint64_t *ret_size)
{
	uint64_t size;
	struct iovec data = {&size, sizeof size};
	union control control = {.room = {0}};
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
	ssize_t n;

	while ((n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC)) < 0)
		if (errno != EINTR)
			return -errno;
	if (n == 0)
		return 0;
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	if (n != sizeof size || !head || head->cmsg_type != SCM_RIGHTS ||
	    head->cmsg_len != CMSG_LEN(sizeof *ret_file))
		return -EBADMSG;
	*ret_size = size;
	memcpy(ret_file, CMSG_DATA(head), sizeof *ret_file);
	return 1;
}
