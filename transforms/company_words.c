/*
 * company_words.c - words in names of companies: legal forms of the world (from
 * company_forms.tsv), places in China, and words for the trade.
 */
#include "company_words.h"

#include "core/memory.h"

#include <string.h>

#include "company_forms.inc"
#include "company_places.inc"

struct suffix {
    const char *text;
    size_t len;
};
#define W(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }

/* The lists are in the order of length, the longest first: that one is taken. */

/* Legal forms in Chinese and Japanese characters. */
static const struct suffix han_forms[] = {W("集团股份有限公司"),
                                          W("集团有限责任公司"),
                                          W("股份有限责任公司"),
                                          W("有限责任股份公司"),
                                          W("股份合作公司"),
                                          W("股份有限公司"),
                                          W("有限责任公司"),
                                          W("集团有限公司"),
                                          W("特殊普通合伙"),
                                          W("担保有限公司"),
                                          W("无限责任公司"),
                                          W("个体工商户"),
                                          W("股份公司"),
                                          W("集团公司"),
                                          W("有限公司"),
                                          W("有限合伙"),
                                          W("普通合伙"),
                                          W("个人独资"),
                                          W("株式会社"),
                                          W("合伙企业"),
                                          W("上市公司"),
                                          W("公司集团"),
                                          W("有限责任"),
                                          W("私人公司"),
                                          W("总公司"),
                                          W("公司"),
                                          W("集团"),
                                          W("厂")};

/* Words for the trade; without them only the brand is left. */
static const struct suffix trades[] = {
    W("信息技术"), W("网络科技"), W("生物科技"), W("电子商务"), W("企业管理"),
    W("管理咨询"), W("医疗器械"), W("人力资源"), W("国际贸易"), W("文化传播"),
    W("建筑工程"), W("装饰工程"), W("房地产"),   W("进出口"),   W("供应链"),
    W("自动化"),   W("新材料"),   W("新能源"),   W("科技"),     W("技术"),
    W("贸易"),     W("信息"),     W("网络"),     W("软件"),     W("电子"),
    W("实业"),     W("文化"),     W("传媒"),     W("教育"),     W("咨询"),
    W("物流"),     W("医疗"),     W("器械"),     W("化工"),     W("食品"),
    W("建筑"),     W("工程"),     W("装饰"),     W("机械"),     W("制造"),
    W("设备"),     W("投资"),     W("管理"),     W("服务"),     W("商贸"),
    W("国际"),     W("电气"),     W("生物"),     W("医药"),     W("环保"),
    W("能源"),     W("材料"),     W("汽车"),     W("酒店"),     W("餐饮"),
    W("服饰"),     W("纺织"),     W("家具"),     W("广告"),     W("设计"),
    W("智能"),     W("数据"),     W("控股"),     W("发展"),     W("产业"),
    W("工业"),     W("农业"),     W("金融"),     W("保险"),     W("传播"),
    W("通信"),     W("通讯"),     W("系统"),     W("电器"),     W("光电"),
    W("仪器"),     W("药业"),     W("置业"),     W("地产"),     W("建设"),
    W("园林"),     W("旅游"),     W("印刷"),     W("包装"),     W("塑料"),
    W("五金"),     W("精密"),     W("模具"),     W("企业"),     W("集团"),
    W("股份")};

/* Parts of a company that are not the company. */
static const struct suffix branches[] = {
    W("分支机构"), W("分公司"), W("支公司"), W("办事处"), W("营业部"), W("事业部"),
    W("代表处"),   W("门市部"), W("项目部"), W("经营部"), W("分行"),   W("支行"),
    W("分店"),     W("分厂"),   W("分院"),   W("分部")};

/* Looks up the words in company_forms.tsv with a mark before them: the kind of entry. */
static const char *marked(char mark, wn_str words)
{
    char text[256];

    if (words.len + 2 > sizeof(text))
        return NULL;
    text[0] = mark;
    memcpy(text + 1, words.ptr, words.len);
    return lookup_find(&company_forms, (wn_str){text, words.len + 1});
}

const char *company_form(wn_str words)
{
    return lookup_find(&company_forms, words);
}

const char *company_form_if(wn_str word, unsigned written)
{
    const char *form = word.len > 5 ? NULL : marked('=', word);

    if (!form)
        return NULL;
    unsigned allowed = *form == '='   ? FORM_UPPER | FORM_LOWER | FORM_SHOUTED
                       : *form == '~' ? FORM_UPPER | FORM_SHOUTED
                       : *form == '!' ? FORM_UPPER
                                      : 0;
    return written & (allowed | FORM_MARKED) ? form + 1 : NULL;
}

size_t company_form_words(wn_str last)
{
    const char *count = marked('$', last);

    return !count ? 0
                  : (size_t)(count[0] - '0') * (count[1] ? 10 : 1) +
                        (size_t)(count[1] ? count[1] - '0' : 0);
}

int company_prefix(wn_str words)
{
    const char *kind = marked('^', words);

    return !kind            ? COMPANY_NAME
           : *kind == 'm'   ? COMPANY_MORE
           : *kind == 'a'   ? COMPANY_ARTICLE
           : kind[1] == 'a' ? COMPANY_PAIRED
                            : COMPANY_PREFIX;
}

bool company_is_form_alone(wn_str words)
{
    return marked('/', words) != NULL;
}

size_t company_place_length(wn_str text)
{
    return lookup_longest(&company_places, text, 15);
}

/* Length of the longest word in the list that the text ends with. The caller has seen
 * that the last character fits, so the one before it is compared first. */
static size_t end_length(wn_str text, const struct suffix *list, size_t count)
{
    const char *end = text.ptr + text.len;

    for (size_t i = 0; i < count; i++) {
        const struct suffix *s = &list[i];
        if (s->len <= text.len &&
            (s->len < 6 ||
             (s->text[s->len - 4] == end[-4] && s->text[s->len - 5] == end[-5])) &&
            !memcmp(end - s->len, s->text, s->len))
            return s->len;
    }
    return 0;
}

/* The last character, if it has three bytes; else 0. */
static unsigned last_of(wn_str text)
{
    const unsigned char *end = (const unsigned char *)text.ptr + text.len;

    return text.len < 3 || end[-3] < 0xE3
               ? 0
               : (end[-3] & 15u) << 12 | (end[-2] & 63u) << 6 | (end[-1] & 63u);
}

size_t company_form_length(wn_str text)
{
    switch (last_of(text)) {
    case 0x53F8:
    case 0x4F19:
    case 0x6237:
    case 0x8D44: /* 司伙户资 */
    case 0x793E:
    case 0x56E2:
    case 0x5382:
    case 0x4EFB: /* 社团厂任 */
        return end_length(text, han_forms, WN_COUNT(han_forms));
    default:
        return 0;
    }
}

size_t company_trade_length(wn_str text)
{
    return end_length(text, trades, WN_COUNT(trades));
}

size_t company_branch_length(wn_str text)
{
    switch (last_of(text)) {
    case 0x53F8:
    case 0x884C:
    case 0x5E97:
    case 0x5382: /* 司行店厂 */
    case 0x9662:
    case 0x90E8:
    case 0x5904:
    case 0x6784: /* 院部处构 */
        return end_length(text, branches, WN_COUNT(branches));
    default:
        return 0;
    }
}
