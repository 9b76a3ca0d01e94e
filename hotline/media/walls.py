"""The walls of a process that opens strangers' files: capped, without network, and with few folders or none. Linux."""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, KILL, REFUSE, PRETEND = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES, 0x00050000
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
FOREIGN_CALLS = 0x40000000  # x32: the same calls under other numbers

# Numbers of system calls (linux/unistd): machine -> (its audit number, socket, bind and listen, all that is refused).
# LibreOffice starts only if it can listen for a second copy of itself: it is told that it does, and nobody comes.
CALLS = {
    "x86_64": (0xC000003E, 41, (49, 50), {
        "connect": 42, "ptrace": 101, "mount": 165, "keyctl": 250, "unshare": 272, "perf_event_open": 298, "setns": 308,
        "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425,
        "pidfd_getfd": 438,
    }),
    "aarch64": (0xC00000B7, 198, (200, 201), {
        "connect": 203, "ptrace": 117, "mount": 40, "keyctl": 219, "unshare": 97, "perf_event_open": 241, "setns": 268,
        "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280, "userfaultfd": 282, "io_uring_setup": 425,
        "pidfd_getfd": 438,
    }),
}  # fmt: skip

# Landlock (linux/landlock.h): what each edition of the kernel's interface can hold.
CREATE_RULES, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ = 1 << 0 | 1 << 2 | 1 << 3  # run, read a file, list a folder
FILE_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
TCP_RIGHTS, FOREIGN_SOCKETS_AND_SIGNALS = 3, 3


class NoWalls(Exception):
    """This machine cannot shut a process in: nothing is opened then."""


@dataclass(frozen=True)
class Limits:
    """Caps of one process. `open_files` 0: whatever is open stays, and nothing else can be opened."""

    memory_bytes: int
    cpu_seconds: int
    file_bytes: int = 0
    open_files: int = 0


def shut(limits: Limits, *, reads: Iterable[str] = (), writes: Iterable[str] = ()) -> None:
    """Put this process, and all that it starts, behind walls. There is no way back. Raises: NoWalls."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        raise NoWalls
    kernel = ctypes.CDLL(None, use_errno=True)
    _must(kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))
    _must(kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _keep_to_folders(kernel, list(reads), list(writes))
    for what, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        resource.setrlimit(what, (value, value))
    _refuse_network(kernel)


def _must(result: int) -> None:
    if result != 0:
        raise NoWalls


def _refuse_network(kernel: ctypes.CDLL) -> None:
    machine, socket_call, pretended, refused = CALLS[platform.machine()]
    program = _filter(machine, socket_call, dict.fromkeys(refused.values(), REFUSE) | dict.fromkeys(pretended, PRETEND))
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: how many instructions, and where.
    asked = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code)))
    _must(kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, asked, 0, 0))


def _filter(machine: int, socket_call: int, answers: dict[int, int]) -> bytes:
    """A seccomp program: sockets of this machine's own kind only, and none of them may go anywhere."""
    steps = [
        (LOAD, 0, 0, MACHINE_AT), (IF_EQUAL, 1, 0, machine), (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT), (IF_AT_LEAST, 0, 1, FOREIGN_CALLS), (RETURN, 0, 0, REFUSE),
    ]  # fmt: skip
    for number, answer in answers.items():
        steps += [(IF_EQUAL, 0, 1, number), (RETURN, 0, 0, answer)]
    steps += [
        (IF_EQUAL, 0, 3, socket_call), (LOAD, 0, 0, FIRST_ARGUMENT_AT), (IF_EQUAL, 1, 0, 1), (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]  # fmt: skip
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _keep_to_folders(kernel: ctypes.CDLL, reads: list[str], writes: list[str]) -> None:
    """Landlock; on a kernel without it the other walls stand alone."""
    edition = kernel.syscall(CREATE_RULES, None, 0, 1)
    if edition < 1:
        return
    rights = sum(bits for since, bits in FILE_RIGHTS.items() if edition >= since)
    asked = struct.pack("QQQ", rights, TCP_RIGHTS, FOREIGN_SOCKETS_AND_SIGNALS)
    size = 24 if edition >= 6 else 16 if edition >= 4 else 8
    rules = kernel.syscall(CREATE_RULES, ctypes.create_string_buffer(asked), size, 0)
    if rules < 0:
        raise NoWalls
    for folder, allowed in [(each, READ) for each in reads] + [(each, rights) for each in writes]:
        if os.path.exists(folder):
            _open_folder(kernel, rules, folder, allowed)
    _must(kernel.syscall(RESTRICT_SELF, rules, 0))
    os.close(rules)


def _open_folder(kernel: ctypes.CDLL, rules: int, folder: str, allowed: int) -> None:
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(folder):
        allowed &= 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # what a file can give
    _must(kernel.syscall(ADD_RULE, rules, 1, ctypes.create_string_buffer(struct.pack("=Qi", allowed, place)), 0))
    os.close(place)
