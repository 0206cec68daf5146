/*
 * http.c - the HTTP of the page, on libmicrohttpd; the only file that includes it.
 *
 * One thread waits for both addresses (127.0.0.1 and ::1) and answers one request after
 * the other. Before a request reaches the site, `refuse` has seen its method, host,
 * cookie, origin, kind and length. A form is read by the library's post processor; files
 * go to the disk as they come, under a name that nobody chose.
 */
#include "http.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define CONNECTIONS 1000u
#define PATIENCE 10u            /* seconds for a client that says nothing */
#define MEMORY ((size_t)32 << 10) /* of a connection: its headers */
#define TICK 250                /* milliseconds between two calls of idle */
#define SPARE ((uint64_t)64 << 20) /* bytes that stay free on the disk */

static const char rules[] =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

enum { V4, V6, DAEMONS };

struct http {
    http_site site;
    struct MHD_Daemon *daemons[DAEMONS];
    int fds[DAEMONS]; /* of their epoll */
    int port;
    bool key_used;
    unsigned uploads; /* so many were begun: their names */
    char key[GUARD_KEY + 1], cookie[GUARD_KEY + 1], form[GUARD_KEY + 1];
    char cookie_name[24]; /* cookies are for all ports of a host */
};

/* A request while it comes. */
typedef struct visit {
    http *http;
    struct MHD_Connection *connection;
    struct MHD_PostProcessor *form;
    request request;
    size_t form_bytes;
    wn_word refused; /* with `status` */
    unsigned status; /* 0: not refused so far */
} visit;

/* ---- headers ---------------------------------------------------------------------- */

typedef struct wanted_header {
    const char *name;
    wn_str value;
    size_t times;
} wanted_header;

static enum MHD_Result see_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    wanted_header *w = cls;

    (void)kind;
    if (wn_str_equal_nocase(wn_str_of(name), wn_str_of(w->name))) {
        w->value = wn_str_of(value);
        w->times++;
    }
    return MHD_YES;
}

/* A header that may be there once; "": it is not, or more often. */
static wn_str header(const visit *v, const char *name)
{
    wanted_header w = {.name = name, .value = WN_STR("")};

    MHD_get_connection_values(v->connection, MHD_HEADER_KIND, see_header, &w);
    return w.times == 1 ? w.value : WN_STR("");
}

static enum MHD_Result take_argument(void *cls, enum MHD_ValueKind kind, const char *name,
                                     const char *value)
{
    visit *v = cls;

    (void)kind;
    if (v->request.field_count < HTTP_FIELDS)
        request_add(&v->request, wn_str_of(name), wn_str_of(value));
    return MHD_YES;
}

/* ---- who is let in ---------------------------------------------------------------- */

static void refuse(visit *v, unsigned status, wn_word word)
{
    if (v->status == 0) {
        v->status = status;
        v->refused = word;
    }
}

static bool has_cookie(const visit *v)
{
    return guard_same(guard_cookie(header(v, "Cookie"), wn_str_of(v->http->cookie_name)),
                      wn_str_of(v->http->cookie));
}

static bool has_key(const visit *v)
{
    return !v->http->key_used && guard_same(request_field(&v->request, "key"),
                                            wn_str_of(v->http->key));
}

/* Is there room for a body of this length? The disk fills up while it comes, too: see
 * take_file. */
static bool has_room(const visit *v, uint64_t length)
{
    struct statvfs disk;

    return fstatvfs(v->http->site.folder, &disk) != 0 ||
           (uint64_t)disk.f_bavail * disk.f_frsize >= length + SPARE;
}

static void look_at_form(visit *v)
{
    wn_str kind = guard_kind(header(v, "Content-Type")), length = header(v, "Content-Length");
    bool has_files = wn_str_equal_nocase(kind, WN_STR("multipart/form-data"));
    int64_t bytes = -1;

    if (!has_files && !wn_str_equal_nocase(kind, WN_STR("application/x-www-form-urlencoded")))
        refuse(v, 415, WN_SAY_SERVE_KIND);
    if (!wn_str_number(length, &bytes) || bytes < 0)
        refuse(v, 411, WN_SAY_SERVE_LENGTH);
    else if (!has_files && (uint64_t)bytes > HTTP_FORM)
        refuse(v, 413, WN_SAY_SERVE_LARGE);
    else if (has_files && !has_room(v, (uint64_t)bytes))
        refuse(v, 507, WN_SAY_SERVE_FULL);
}

static void look_at_head(visit *v, const char *method)
{
    bool is_get = !strcmp(method, "GET") || !strcmp(method, "HEAD");
    wn_str origin = header(v, "Origin"), site = header(v, "Sec-Fetch-Site");

    v->request.is_post = !strcmp(method, "POST");
    v->request.is_script = wn_str_equal(header(v, "Accept"), WN_STR("application/json"));
    if (!is_get && !v->request.is_post)
        refuse(v, 405, WN_SAY_SERVE_METHOD);
    if (!guard_host(header(v, "Host"), v->http->port))
        refuse(v, 421, WN_SAY_SERVE_HOST);
    if (!has_cookie(v) && !(is_get && has_key(v)))
        refuse(v, 403, WN_SAY_SERVE_KEY);
    if (!v->request.is_post)
        return;
    if (!guard_origin(origin, v->http->port) ||
        (site.len > 0 && !wn_str_equal(site, WN_STR("same-origin"))))
        refuse(v, 403, WN_SAY_SERVE_ORIGIN);
    look_at_form(v);
}

/* ---- forms and files -------------------------------------------------------------- */

static serve_upload *begin_upload(visit *v, const char *name)
{
    serve_upload *u = wn_arena_alloc(&v->request.arena, sizeof(*u)), **last;
    char plain[GUARD_NAME + 1] = "";

    guard_name(wn_str_of(name), plain);
    u->name = wn_arena_str(&v->request.arena, wn_str_of(plain));
    u->given = wn_arena_str(&v->request.arena, wn_str_of(name));
    snprintf(u->aside, sizeof(u->aside), "upload-%d-%u", (int)getpid(), v->http->uploads++);
    u->fd = u->name.len ? openat(v->http->site.folder, u->aside,
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)
                        : -1;
    u->why = u->fd < 0 && u->name.len ? errno : 0;
    for (last = &v->request.uploads; *last; last = &(*last)->next)
        ;
    return *last = u;
}

static void take_file(visit *v, const char *name, const char *data, uint64_t offset,
                      size_t size)
{
    serve_upload *u = v->request.uploads;

    while (u && u->next)
        u = u->next;
    if (offset == 0)
        u = *name ? begin_upload(v, name) : NULL;
    if (!u || u->fd < 0 || u->why)
        return;
    if (!wn_file_put(u->fd, (wn_str){data, size})) {
        u->why = errno;
        if (ftruncate(u->fd, 0) != 0) /* give the room back at once */
            unlinkat(v->http->site.folder, u->aside, 0);
    }
    u->bytes += size;
}

/* A piece of a field: the first one begins it. */
static void take_field(visit *v, const char *name, const char *data, uint64_t offset,
                       size_t size)
{
    request *q = &v->request;

    v->form_bytes += size;
    if (v->form_bytes > HTTP_FORM || q->field_count >= HTTP_FIELDS) {
        refuse(v, 413, WN_SAY_SERVE_LARGE);
    } else if (offset == 0) {
        request_add(q, wn_str_of(name), (wn_str){data, size});
    } else if (q->field_count > 0) {
        serve_field *f = &q->fields[q->field_count - 1];
        f->value = wn_arena_format(&q->arena, "%.*s%.*s", WN_FMT(f->value), (int)size, data);
    }
}

static enum MHD_Result take_part(void *cls, enum MHD_ValueKind kind, const char *name,
                                 const char *filename, const char *type,
                                 const char *encoding, const char *data, uint64_t offset,
                                 size_t size)
{
    (void)kind;
    (void)type;
    (void)encoding;
    if (filename)
        take_file(cls, filename, data, offset, size);
    else
        take_field(cls, name ? name : "", data, offset, size);
    return MHD_YES;
}

/* ---- answers ---------------------------------------------------------------------- */

static struct MHD_Response *response_of(visit *v, reply *a)
{
    struct MHD_Response *response =
        a->fd >= 0 ? MHD_create_response_from_fd(a->size, a->fd)
                   : MHD_create_response_from_buffer(a->body.len, a->body.ptr,
                                                     MHD_RESPMEM_MUST_COPY);
    const char *const heads[][2] = {
        {"Content-Type", a->type ? a->type : "text/html; charset=utf-8"},
        {"Content-Security-Policy", a->rules ? a->rules : rules},
        {"Cache-Control", "no-store"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Frame-Options", "DENY"},
    };

    for (size_t i = 0; response && i < WN_COUNT(heads); i++)
        MHD_add_response_header(response, heads[i][0], heads[i][1]);
    if (a->location.len)
        MHD_add_response_header(response, "Location", a->location.ptr);
    if (a->cookie.len)
        MHD_add_response_header(response, "Set-Cookie", a->cookie.ptr);
    if (a->saved_as.len) {
        wn_buf value = {0};
        wn_buf_add(&value, WN_STR("attachment; filename*=UTF-8''"));
        wn_url_add(&value, a->saved_as);
        MHD_add_response_header(response, "Content-Disposition", value.ptr);
        wn_buf_release(&value);
    }
    if (v->status == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
    return response;
}

/* The key of the printed address becomes a cookie, and is gone from the address. */
static void let_in(visit *v, reply *a)
{
    v->http->key_used = true;
    a->cookie = wn_arena_format(&v->request.arena, "%s=%s; HttpOnly; SameSite=Strict; Path=/",
                                v->http->cookie_name, v->http->cookie);
    reply_go(a, &v->request, "/");
}

static enum MHD_Result answer(visit *v)
{
    reply a = {.status = 200, .fd = -1};
    request *q = &v->request;

    if (q->is_post && v->status == 0 &&
        !guard_same(request_field(q, "form"), wn_str_of(v->http->form)))
        refuse(v, 403, WN_SAY_SERVE_FORM);
    if (v->status)
        reply_say(&a, q, v->status, v->refused);
    else if (!q->is_post && has_key(v))
        let_in(v, &a);
    else
        v->http->site.answer(v->http->site.data, q, &a);
    struct MHD_Response *response = response_of(v, &a);
    enum MHD_Result done =
        response ? MHD_queue_response(v->connection, a.status, response) : MHD_NO;
    if (response)
        MHD_destroy_response(response);
    wn_buf_release(&a.body);
    return done;
}

static visit *begin_visit(http *h, struct MHD_Connection *connection, const char *url,
                          const char *method)
{
    visit *v = wn_alloc(1, sizeof(*v));

    v->http = h;
    v->connection = connection;
    v->request.lang = h->site.lang;
    v->request.path = wn_arena_str(&v->request.arena, wn_str_of(url));
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_argument, v);
    look_at_head(v, method);
    if (v->request.is_post && v->status == 0)
        v->form = MHD_create_post_processor(connection, 4096, take_part, v);
    if (v->request.is_post && v->status == 0 && !v->form)
        refuse(v, 400, WN_SAY_SERVE_KIND);
    return v;
}

static enum MHD_Result take(void *cls, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *data,
                            size_t *size, void **own)
{
    visit *v = *own;

    (void)version;
    if (!v) {
        *own = v = begin_visit(cls, connection, url, method);
        return v->status ? answer(v) : MHD_YES; /* before the body comes */
    }
    if (*size > 0) {
        if (v->status == 0 && MHD_post_process(v->form, data, *size) != MHD_YES)
            refuse(v, 400, WN_SAY_SERVE_KIND);
        *size = 0;
        return MHD_YES;
    }
    if (v->form) { /* what it still holds comes now */
        if (MHD_destroy_post_processor(v->form) != MHD_YES)
            refuse(v, 400, WN_SAY_SERVE_KIND);
        v->form = NULL;
    }
    for (serve_upload *u = v->request.uploads; u; u = u->next)
        if (u->fd >= 0 && u->why == 0 && fsync(u->fd) != 0)
            u->why = errno;
    return answer(v);
}

static void end_visit(void *cls, struct MHD_Connection *connection, void **own,
                      enum MHD_RequestTerminationCode why)
{
    visit *v = *own;

    (void)cls;
    (void)connection;
    (void)why;
    if (!v)
        return;
    if (v->form)
        MHD_destroy_post_processor(v->form);
    for (serve_upload *u = v->request.uploads; u; u = u->next)
        if (u->fd >= 0) {
            close(u->fd);
            unlinkat(v->http->site.folder, u->aside, 0);
        }
    free(v->request.fields);
    wn_arena_release(&v->request.arena);
    free(v);
    *own = NULL;
}

/* ---- the two addresses ------------------------------------------------------------ */

static int listen_on(int family, int port)
{
    struct sockaddr_in six4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 six6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    int yes = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    six4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    six6.sin6_addr = in6addr_loopback;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes));
    int bound = family == AF_INET ? bind(fd, (struct sockaddr *)&six4, sizeof(six4))
                                  : bind(fd, (struct sockaddr *)&six6, sizeof(six6));
    if (bound != 0 || listen(fd, 128) != 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

static int port_of(int fd)
{
    struct sockaddr_in is;
    socklen_t size = sizeof(is);

    return getsockname(fd, (struct sockaddr *)&is, &size) == 0 ? ntohs(is.sin_port) : 0;
}

static bool begin_daemon(http *h, int which, int fd)
{
    struct MHD_Daemon *d = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, take, h, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, PATIENCE,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY, MHD_OPTION_NOTIFY_COMPLETED, end_visit,
        h, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        d ? MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD) : NULL;

    if (!d)
        close(fd);
    h->daemons[which] = d;
    h->fds[which] = info ? info->epoll_fd : -1;
    return info != NULL;
}

static bool make_key(char out[GUARD_KEY + 1])
{
    unsigned char bytes[GUARD_KEY / 2];

    if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
        return false;
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

wn_rc http_open(http **out, const http_site *site, int port, wn_error *err)
{
    http *h = *out = wn_alloc(1, sizeof(*h));
    int fd = listen_on(AF_INET, port);

    h->site = *site;
    h->fds[V4] = h->fds[V6] = -1;
    if (fd < 0)
        return wn_fail(err, WN_E_USAGE, WN_SAY_SERVE_PORT, port, wn_why(err->lang, errno));
    h->port = port_of(fd);
    snprintf(h->cookie_name, sizeof(h->cookie_name), "winnow-%d", h->port);
    if (!make_key(h->key) || !make_key(h->cookie) || !make_key(h->form) ||
        !begin_daemon(h, V4, fd))
        return wn_fail(err, WN_E_TARGET, WN_SAY_SERVE_PORT, port, wn_why(err->lang, errno));
    fd = listen_on(AF_INET6, h->port); /* not every machine has it */
    if (fd >= 0)
        begin_daemon(h, V6, fd);
    return WN_OK;
}

int http_port(const http *h)
{
    return h->port;
}

const char *http_key(const http *h)
{
    return h->key;
}

const char *http_form(const http *h)
{
    return h->form;
}

void http_loop(http *h, const volatile sig_atomic_t *stop)
{
    while (!*stop) {
        struct pollfd fds[DAEMONS] = {{.fd = h->fds[V4], .events = POLLIN},
                                      {.fd = h->fds[V6], .events = POLLIN}};
        MHD_UNSIGNED_LONG_LONG wait = TICK, wants;
        for (int i = 0; i < DAEMONS; i++)
            if (h->daemons[i] && MHD_get_timeout(h->daemons[i], &wants) == MHD_YES &&
                wants < wait)
                wait = wants;
        poll(fds, DAEMONS, (int)wait);
        for (int i = 0; i < DAEMONS; i++)
            if (h->daemons[i])
                MHD_run(h->daemons[i]);
        h->site.idle(h->site.data);
    }
}

void http_close(http *h)
{
    for (int i = 0; h && i < DAEMONS; i++)
        if (h->daemons[i])
            MHD_stop_daemon(h->daemons[i]);
    free(h);
}
