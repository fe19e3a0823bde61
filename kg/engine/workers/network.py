"""Take the network from a process for the rest of its life, with a filter in the kernel (seccomp).

Source: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import platform
import struct
from types import MappingProxyType
from typing import Final

_CALLS: Final = MappingProxyType(
    {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198), "riscv64": (0xC00000F3, 198)}
)
"""Machine → its number (`linux/audit.h`) and that of the system call `socket`."""

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2

_LOAD_WORD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_IF_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_OFFSET_OF_CALL: Final = 0
_OFFSET_OF_MACHINE: Final = 4


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def leave_network() -> bool:
    """Have the kernel refuse every new socket; sockets that are open stay.

    Returns:
        Whether it does: not on machines that are not in the table, nor where a kernel has no
        filters.
    """
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    machine, socket = known
    steps = (
        (_LOAD_WORD, 0, 0, _OFFSET_OF_MACHINE),
        (_JUMP_IF_EQUAL, 0, 2, machine),  # system calls of another machine's kind are refused
        (_LOAD_WORD, 0, 0, _OFFSET_OF_CALL),
        (_JUMP_IF_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), packed)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    pointer = ctypes.byref(program)
    return not libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer, 0, 0)
