/*
 * meant.c - what an option's value was meant to be: date-order="MM/DD/YYYY" is mdy,
 * region="usa" is US, timezone="Beijing" is Asia/Shanghai.
 */
#include "build.h"

#include "core/memory.h"
#include "transforms/transforms.h"

#include <stdio.h>
#include <string.h>

/* Words that people write for a choice or a time zone; folded. */
static const struct {
    const char *words; /* with bars between and at both ends */
    const char *value;
} usual[] = {
    {"|us|usa|american|america|month/day/year|monthdayyear|美国|美式|月日年|", "mdy"},
    {"|day/month/"
     "year|daymonthyear|日月年|uk|gb|eu|european|europe|british|de|fr|英国|英式|欧洲|"
     "欧式|",
     "dmy"},
    {"|cn|china|chinese|iso|iso8601|jp|kr|中国|中式|日本|国标|", "ymd"},
    {"|string|str|varchar|char|longtext|memo|文本|字符串|", "text"},
    {"|int|number|numeric|bigint|数字|整数|", "integer"},
    {"|float|double|decimal|currency|amount|金额|小数|", "money"},
    {"|boolean|yes/no|yesno|flag|是否|布尔|", "bool"},
    {"|timestamp|date/time|time|日期时间|时间|", "datetime"},
    {"|day|日期|", "date"},
    {"|tel|telephone|mobile|cell|电话|手机|", "phone"},
    {"|mail|e-mail|邮箱|邮件|", "email"},
    {"|enum|picklist|select|list|dropdown|下拉|下拉值|列表|", "choice"},
    {"|reference|lookup|foreignkey|关联|外键|", "link"},
    {"|web|website|网址|", "url"},
    {"|key|uuid|编号|主键|", "id"},
    {"|person|fullname|人名|姓名|", "name"},
    {"|organisation|organization|firm|公司|", "company"},
    {"|latest|last|recent|最新|", "newest"},
    {"|earliest|最早|", "oldest"},
    {"|high|critical|fatal|严重|高|错误|", "error"},
    {"|medium|warning|中|警告|", "warn"},
    {"|low|minor|低|提示|", "info"},
    {"|true|1|on|y|是|", "yes"},
    {"|false|0|off|n|否|", "no"},
    {"|reject|refused|拒收|", "refuse"},
    {"|warn|note|ignore|报告|", "report"},
    {"|.|dot|period|full stop|点|小数点|", "point"},
    {"|,|，|逗号|", "comma"},
    {"|beijing|shanghai|china|cn|北京|上海|中国|北京时间|utc+8|gmt+8|utc+08:00|gmt+08:00|"
     "+8|+08:00|utc8|东八区|",
     "Asia/Shanghai"},
    {"|hongkong|香港|hk|", "Asia/Hong_Kong"},
    {"|tokyo|japan|东京|日本|jst|", "Asia/Tokyo"},
    {"|london|uk|gb|bst|伦敦|英国|", "Europe/London"},
    {"|berlin|germany|cet|cest|mez|柏林|德国|", "Europe/Berlin"},
    {"|newyork|est|edt|et|eastern|纽约|", "America/New_York"},
    {"|losangeles|pst|pdt|pt|pacific|洛杉矶|", "America/Los_Angeles"},
    {"|z|gmt|utc0|utc+0|gmt+0|", "UTC"},
};

/* "MM/DD/YYYY", 月/日/年, "D.M.Y", tt.mm.jjjj: the order of its letters. "": none. */
static wn_str order_of(wn_str text, wn_arena *arena)
{
    static const struct {
        uint32_t letter;
        char part;
    } letters[] = {{'d', 'd'}, {'t', 'd'}, {0x65E5, 'd'}, {'m', 'm'},   {0x6708, 'm'},
                   {'y', 'y'}, {'j', 'y'}, {'a', 'y'},    {0x5E74, 'y'}};
    char order[4];
    size_t count = 0;

    for (size_t at = 0; at < text.len;) {
        uint32_t c = wn_utf8_next(text, &at);
        size_t i = 0;
        while (i < WN_COUNT(letters) && letters[i].letter != (c < 128 ? c | 32 : c))
            i++;
        if (i < WN_COUNT(letters) && !memchr(order, letters[i].part, count) && count < 3)
            order[count++] = letters[i].part;
        else if (i == WN_COUNT(letters) &&
                 (c >= 128 || ((c | 32) >= 'a' && (c | 32) <= 'z')))
            return WN_STR("");
    }
    return count == 3 ? wn_arena_str(arena, (wn_str){order, count}) : WN_STR("");
}

static bool is_choice(const char *const *choices, wn_str value)
{
    for (size_t i = 0; choices && choices[i]; i++)
        if (wn_str_equal(wn_str_of(choices[i]), value))
            return true;
    return false;
}

/* The word of the table for the text; without choices, a time zone. */
static wn_str usual_for(const char *const *choices, wn_str text)
{
    char folded[64], wanted[80];
    wn_str plain = wn_fold(text, folded, sizeof(folded));

    if (plain.len == 0) /* a mark alone */
        plain = wn_str_trim(text);
    if (plain.len >= sizeof(folded) || memchr(plain.ptr, '|', plain.len))
        return WN_STR("");
    snprintf(wanted, sizeof(wanted), "|%.*s|", WN_FMT(plain));
    for (size_t i = 0; i < WN_COUNT(usual); i++) {
        wn_str value = wn_str_of(usual[i].value);
        bool is_zone =
            memchr(value.ptr, '/', value.len) || wn_str_equal(value, WN_STR("UTC"));
        if ((choices ? is_choice(choices, value) : is_zone) &&
            strstr(usual[i].words, wanted))
            return value;
    }
    return WN_STR("");
}

wn_str choice_meant(const char *const *choices, wn_str text, wn_arena *arena)
{
    wn_str names[GRAMMAR_CHOICES], order = order_of(text, arena);
    wn_str word = usual_for(choices, text);
    size_t count = 0;

    for (; choices[count] && count < WN_COUNT(names); count++)
        names[count] = wn_str_of(choices[count]);
    wn_str close = wn_suggest(text, names, count);
    return is_choice(choices, order) ? order : word.len ? word : close;
}

/* The code of a country that is written in words. */
static wn_str region_meant(wn_str text, wn_arena *arena)
{
    const wn_transform *country = wn_transform_find(WN_STR("country"));
    wn_cleaned out;

    return wn_transform_apply(country, text, wn_config_new(country, arena), arena,
                              &out) == WN_CLEAN
               ? out.value
               : WN_STR("");
}

wn_str option_meant(const wn_option *option, wn_str text, wn_arena *arena)
{
    return option->type == WN_OPT_CHOICE   ? choice_meant(option->choices, text, arena)
           : option->type == WN_OPT_ZONE   ? usual_for(NULL, text)
           : option->type == WN_OPT_REGION ? region_meant(text, arena)
                                           : WN_STR("");
}

wn_str number_meant(attr_type type, wn_str text, wn_arena *arena)
{
    wn_str plain = wn_str_trim(text);
    double share;
    int64_t number;

    if (type == ATTR_SHARE &&
        parse_share(wn_arena_format(arena, "%.*s%%", WN_FMT(plain)), &share))
        return wn_arena_format(arena, "%.*s%%", WN_FMT(plain));
    if (type == ATTR_FRACTION && parse_share(plain, &share))
        return wn_arena_format(arena, "%g", share);
    if (type == ATTR_NUMBER && plain.len > 1 && plain.ptr[plain.len - 1] == '%' &&
        wn_str_number((wn_str){plain.ptr, plain.len - 1}, &number))
        return wn_arena_format(arena, "%lld", (long long)number);
    return WN_STR("");
}
