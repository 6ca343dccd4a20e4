#pragma once
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

/// What the client asks of the zygote: a run of the program, and how to start it.
struct Request {
  std::string circumstances;
  std::vector<std::string> arguments, environment;
  /// Standard input, output and error, and the working folder.
  int files[4] = {-1, -1, -1, -1};
};

namespace request {

inline bool send_all(int to, const void* bytes, size_t size) {
  const auto* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::send(to, at, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n, size -= n;
  }
  return true;
}

inline bool receive_all(int from, void* bytes, size_t size) {
  auto* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::recv(from, at, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n, size -= n;
  }
  return true;
}

inline bool send_text(int to, const std::string& text) {
  const uint64_t size = text.size();
  return send_all(to, &size, sizeof size) && send_all(to, text.data(), text.size());
}

inline bool receive_text(int from, std::string& text) {
  uint64_t size = 0;
  if (!receive_all(from, &size, sizeof size)) return false;
  text.resize(size);
  return receive_all(from, text.data(), text.size());
}

/// A message of one number, with which the files travel.
struct NumberAndFiles {
  uint64_t number = 0;
  iovec part{&number, sizeof number};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(Request::files))] = {};
  msghdr message{};
  NumberAndFiles() {
    message.msg_iov = &part, message.msg_iovlen = 1;
    message.msg_control = control, message.msg_controllen = sizeof control;
  }
};

}  // namespace request

/// Sends the request; false if the other side is gone or a file cannot be passed on.
inline bool send_request(int to, const Request& r) {
  const std::string counts = std::to_string(r.arguments.size());
  std::string text = r.circumstances + '\0' + counts + '\0';
  for (const auto* list : {&r.arguments, &r.environment})
    for (const auto& word : *list) text += word + '\0';
  request::NumberAndFiles first;
  first.number = text.size();
  cmsghdr* header = CMSG_FIRSTHDR(&first.message);
  header->cmsg_level = SOL_SOCKET, header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof r.files);
  std::memcpy(CMSG_DATA(header), r.files, sizeof r.files);
  return ::sendmsg(to, &first.message, MSG_NOSIGNAL) == sizeof first.number &&
         request::send_all(to, text.data(), text.size());
}

/// Receives a request; false if it does not come whole.
inline bool receive_request(int from, Request& r) {
  request::NumberAndFiles first;
  if (::recvmsg(from, &first.message, MSG_CMSG_CLOEXEC) != sizeof first.number) return false;
  const cmsghdr* header = CMSG_FIRSTHDR(&first.message);
  if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof r.files))
    return false;
  std::memcpy(r.files, CMSG_DATA(header), sizeof r.files);
  std::string text(first.number, '\0');
  if (!request::receive_all(from, text.data(), text.size())) return false;
  std::vector<std::string> words;
  for (size_t at = 0, end; (end = text.find('\0', at)) != std::string::npos; at = end + 1)
    words.push_back(text.substr(at, end - at));
  if (words.size() < 2) return false;
  const size_t arguments = std::stoul(words[1]);
  if (words.size() < 2 + arguments) return false;
  r.circumstances = words[0];
  r.arguments.assign(words.begin() + 2, words.begin() + 2 + arguments);
  r.environment.assign(words.begin() + 2 + arguments, words.end());
  return true;
}
