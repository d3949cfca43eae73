/* Makes chosen calls on files below one folder fail, as a full, broken or read-only disk would. For LD_PRELOAD; see Shim.cs.

   ELBO_FAULT_ROOT   the folder
   ELBO_FAULT_STATE  a file of 8 KiB that this shares with the harness: calls so far, and what was hit
   ELBO_FAULT_AT     the number of the call that fails, from 1; 0 for none
   ELBO_FAULT_ERRNO  its error; 0 ends the process as SIGKILL does
   ELBO_FAULT_LASTS  1: every later call fails too
   ELBO_FAULT_HALF   1: if it writes, half is written first and the next call fails
   ELBO_FAULT_READS  1: reading calls count too
   ELBO_FAULT_TRACE  a file that gets a line for every call, or nothing */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct state { _Atomic long calls, hits; char what[4096]; };

static struct state own, *state = &own;
static char root[PATH_MAX];
static size_t root_length;
static long at;
static int error_number, lasts, half, reads, trace = -1;
static _Atomic int next_fails;

#define REAL(name) ((__typeof__(&name))real(#name))

typedef void *(*finder)(void *, const char *);

/* The system's own dlsym, which ours below hides. */
static finder find(void)
{
    static const char *versions[] = { "GLIBC_2.34", "GLIBC_2.2.5", "GLIBC_2.17" };
    static finder found;
    for (int i = 0; !found && i < 3; i++) found = (finder)dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (!found) abort();
    return found;
}

static void *real(const char *name)
{
    void *found = find()(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static long number(const char *name)
{
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("ELBO_FAULT_ROOT"), *shared = getenv("ELBO_FAULT_STATE"), *traced = getenv("ELBO_FAULT_TRACE");
    if (!folder || !shared) return;
    int fd = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *mapped = mmap(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (mapped == MAP_FAILED) return;
    state = mapped;
    at = number("ELBO_FAULT_AT");
    error_number = number("ELBO_FAULT_ERRNO");
    lasts = number("ELBO_FAULT_LASTS");
    half = number("ELBO_FAULT_HALF");
    reads = number("ELBO_FAULT_READS");
    if (traced && *traced) trace = syscall(SYS_openat, AT_FDCWD, traced, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
}

/* Whether a path lies below the folder; gives it from there on. */
static int below(const char *path, char *inside)
{
    char whole[PATH_MAX * 2];
    if (!root_length || !path) return 0;
    if (path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
    else
    {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        snprintf(whole, sizeof whole, "%s/%s", here, path);
    }
    if (strncmp(whole, root, root_length) || (whole[root_length] && whole[root_length] != '/')) return 0;
    snprintf(inside, PATH_MAX, "%s", whole[root_length] ? whole + root_length + 1 : ".");
    return 1;
}

static int below_open(int fd, char *inside)
{
    char link[64], path[PATH_MAX];
    if (!root_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    /* Pipes and the like have names without a slash. */
    return path[0] == '/' && below(path, inside);
}

/* Counts a call: 0 to go on, 1 to fail, 2 to write half. */
static int count(const char *call, const char *inside, const char *to, int writes)
{
    long this = atomic_fetch_add(&state->calls, 1) + 1;
    int hit = at && (this == at || (lasts && this > at) || atomic_exchange(&next_fails, 0));
    if (trace >= 0)
    {
        char line[PATH_MAX * 2 + 64];
        int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%s\n", call, inside, to, hit ? "hit" : "");
        syscall(SYS_write, trace, line, length);
    }
    if (!hit) return 0;
    if (atomic_fetch_add(&state->hits, 1) == 0) snprintf(state->what, sizeof state->what, "%s %s", call, inside);
    if (error_number == 0) kill(getpid(), SIGKILL);
    if (half && writes && this == at)
    {
        next_fails = 1;
        return 2;
    }
    errno = error_number;
    return 1;
}

static int fails(const char *call, const char *path, const char *to)
{
    char inside[PATH_MAX], target[PATH_MAX] = "";
    int kept = errno;
    if (!below(path, inside)) return errno = kept, 0;
    if (to) below(to, target);
    if (count(call, inside, target, 0)) return 1;
    return errno = kept, 0;
}

static int fails_open(const char *call, int fd, size_t length)
{
    char inside[PATH_MAX];
    int kept = errno, hit;
    if (!below_open(fd, inside)) return errno = kept, 0;
    if ((hit = count(call, inside, "", length > 1))) return hit;
    return errno = kept, 0;
}

static int counted(int flags) { return (flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)) || reads; }

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (counted(flags) && fails("open", path, NULL)) return -1; \
        return REAL(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (counted(flags) && fails("open", path, NULL)) return -1; \
        return REAL(name)(folder, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t length)
{
    int hit = fails_open("write", fd, length);
    return hit == 1 ? -1 : REAL(write)(fd, bytes, hit == 2 ? length / 2 : length);
}

#define PWRITE(name) \
    ssize_t name(int fd, const void *bytes, size_t length, off_t offset) \
    { \
        int hit = fails_open("write", fd, length); \
        return hit == 1 ? -1 : REAL(name)(fd, bytes, hit == 2 ? length / 2 : length, offset); \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

/* Half of several pieces is the first of them. */
#define PWRITEV(name) \
    ssize_t name(int fd, const struct iovec *pieces, int pieces_count, off_t offset) \
    { \
        int hit = fails_open("write", fd, pieces_count); \
        return hit == 1 ? -1 : REAL(name)(fd, pieces, hit == 2 ? 1 : pieces_count, offset); \
    }
PWRITEV(pwritev)
PWRITEV(pwritev64)

ssize_t writev(int fd, const struct iovec *pieces, int pieces_count)
{
    int hit = fails_open("write", fd, pieces_count);
    return hit == 1 ? -1 : REAL(writev)(fd, pieces, hit == 2 ? 1 : pieces_count);
}

#define READ(name, declared, given) \
    ssize_t name declared \
    { \
        if (reads && fails_open("read", fd, 0)) return -1; \
        return REAL(name) given; \
    }
READ(read, (int fd, void *bytes, size_t length), (fd, bytes, length))
READ(pread, (int fd, void *bytes, size_t length, off_t offset), (fd, bytes, length, offset))
READ(pread64, (int fd, void *bytes, size_t length, off_t offset), (fd, bytes, length, offset))
READ(readv, (int fd, const struct iovec *pieces, int n), (fd, pieces, n))
READ(preadv, (int fd, const struct iovec *pieces, int n, off_t offset), (fd, pieces, n, offset))
READ(preadv64, (int fd, const struct iovec *pieces, int n, off_t offset), (fd, pieces, n, offset))

/* Elbo asks libc itself for fsync, past this library. */
int fsync(int fd);
void *dlsym(void *library, const char *name)
{
    return root_length && !strcmp(name, "fsync") ? (void *)fsync : find()(library, name);
}

int fsync(int fd) { return fails_open("fsync", fd, 0) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fails_open("fsync", fd, 0) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t length) { return fails_open("ftruncate", fd, 0) ? -1 : REAL(ftruncate)(fd, length); }
int ftruncate64(int fd, off_t length) { return fails_open("ftruncate", fd, 0) ? -1 : REAL(ftruncate64)(fd, length); }
int posix_fallocate(int fd, off_t from, off_t length) { return fails_open("fallocate", fd, 0) ? errno : REAL(posix_fallocate)(fd, from, length); }
int posix_fallocate64(int fd, off_t from, off_t length) { return fails_open("fallocate", fd, 0) ? errno : REAL(posix_fallocate64)(fd, from, length); }
int rename(const char *from, const char *to) { return fails("rename", from, to) ? -1 : REAL(rename)(from, to); }
int link(const char *from, const char *to) { return fails("link", from, to) ? -1 : REAL(link)(from, to); }
int mkdir(const char *path, mode_t mode) { return fails("mkdir", path, NULL) ? -1 : REAL(mkdir)(path, mode); }
int rmdir(const char *path) { return fails("rmdir", path, NULL) ? -1 : REAL(rmdir)(path); }
int unlink(const char *path) { return fails("unlink", path, NULL) ? -1 : REAL(unlink)(path); }
DIR *opendir(const char *path) { return reads && fails("opendir", path, NULL) ? NULL : REAL(opendir)(path); }
