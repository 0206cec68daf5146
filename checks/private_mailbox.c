/* private_mailbox.c - gmail.com, qq.com: a domain where anybody can have a mailbox,
 * where a company's mailbox or website is expected. */
#include "check.h"
#include "core/words.h"
#include "transforms/origin.h"

#include <stdio.h>

static bool prepare(wn_check *check, wn_lang lang, char *why)
{
    bool good = true;

    for (size_t i = 0; i < check->field_count; i++) {
        wn_role role = check->entity->fields[check->fields[i]].type->role;
        good = good && (role == WN_ROLE_EMAIL || role == WN_ROLE_URL);
    }
    snprintf(why, WN_WHY_ROOM, "%s", wn_say(lang, WN_SAY_CHECK_MAILBOX_FIELDS));
    return good;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    if (!wn_mailbox_is_private(wn_check_domain(wn_check_field(cx, i), cell)))
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

const wn_rule wn_rule_private_mailbox = {
    .name = "private-mailbox",
    .dimension = WN_CONSISTENCY,
    .severity = WN_INFO,
    .green = .10,
    .red = .30,
    .in_model = true,
    .min_fields = 1,
    .prepare = prepare,
    .look = look,
    .en = "a private mailbox stands where a company's is asked for (gmail.com, qq.com)",
    .zh = "填的是个人邮箱（如 qq.com、gmail.com），不是公司邮箱",
    .do_en = "ask for the company's own address",
    .do_zh = "请索取公司自己的邮箱或网址",
    .about_en =
        "Of mailboxes the domain counts, of web addresses the host. Some 300 domains "
        "where anybody has a mailbox are known, and yahoo, hotmail, outlook, live, "
        "gmx and yandex of every country.",
    .about_zh = "邮箱看域名，网址看主机名。内置约 300 个人人可注册邮箱的域名，以及各国的 "
                "yahoo、hotmail、outlook、live、gmx、yandex。",
};
