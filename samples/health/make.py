#!/usr/bin/env python3
"""make.py DIR - thirteen months of exports of a made-up company, the same each time.

DIR/2025-10 ... DIR/2026-10 get the files that mapping.xml names: accounts, contacts,
deals, leads, tickets and activities, each month's as they stood on its last day. What is
wrong in them is put there on purpose and gets better or worse from month to month:

  - the south fills in sources and intents from spring on (it improves most);
  - duplicates come with a trade fair in May, and half of them are merged in June;
  - in July a column is renamed, a source value is new, and somebody fills 60 contacts in
    one afternoon; in August an owner touches records without changing them;
  - tickets are answered late in September.

No month is written for 2026-02: a month may be missing. All people, companies and numbers
are invented; the numbers are of ranges that nobody uses, or random.
"""
import csv, datetime, os, random, sys

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国文辉玉兰宁博宇浩然子轩梓涵雨泽嘉懿"
PLACES = ["北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "南京", "苏州", "青岛"]
BRANDS = "华信 远航 金石 蓝海 恒通 瑞丰 天成 博远 新航 万象 启明 长青 汇智 卓越 东方 凌云 安泰 宏图 立新 盛世".split()
TRADES = "科技 贸易 机械 电子 软件 物流 医疗器械 教育 食品 材料".split()
INDUSTRIES = ["互联网/软件", "制造业", "教育", "医疗健康", "金融", "零售/贸易", "物流运输", "能源"]
SOURCES = ["官网", "展会", "转介绍", "广告", "电话营销", "邮件"]
DEPARTMENTS = {"华东区": ["陈明", "李静", "吴强"], "华南区": ["黄丽", "梁伟"], "华北区": ["王磊", "赵敏"],
               "大客户部": ["周杰"], "渠道部": ["孙娟", "郑勇"]}
MONTHS = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
          "2026-07", "2026-08", "2026-09", "2026-10"]
MISSING = "2026-02"


def month_end(month):
    year, number = map(int, month.split("-"))
    first = datetime.date(year + number // 12, number % 12 + 1, 1)
    return first - datetime.timedelta(days=1)


def stamp(day, rng, hour=None):
    return "%s %02d:%02d:%02d" % (day, rng.randint(8, 19) if hour is None else hour, rng.randint(0, 59), rng.randint(0, 59))


def person(rng):
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


def company(rng, used):
    while True:
        name = rng.choice(PLACES) + rng.choice(BRANDS) + rng.choice(BRANDS) + rng.choice(TRADES)
        if name not in used:
            used.add(name)
            return name + rng.choice(["有限公司", "有限公司", "股份有限公司", "有限责任公司"])


def phone(rng):
    return "1%d%08d" % (rng.choice([38, 39, 50, 86, 99]), rng.randint(10000000, 99999999))


class Company:
    """The CRM of the company, month by month."""

    def __init__(self, seed=20261031):
        self.rng = random.Random(seed)
        self.used = set()
        self.contact_number = 0
        self.accounts, self.contacts, self.deals, self.leads, self.tickets, self.activities = [], [], [], [], [], []
        start = datetime.date(2021, 1, 1)
        for _ in range(260):
            self.add_account(start + datetime.timedelta(days=self.rng.randint(0, 1700)))
        for _ in range(620):
            self.add_contact(start + datetime.timedelta(days=self.rng.randint(0, 1700)))
        for _ in range(120):
            self.add_deal(start + datetime.timedelta(days=self.rng.randint(0, 1700)))

    def who(self):
        department = self.rng.choices(list(DEPARTMENTS), weights=[35, 25, 20, 12, 8])[0]
        return department, self.rng.choice(DEPARTMENTS[department])

    def add_account(self, day):
        rng = self.rng
        department, owner = self.who()
        gap = {"华南区": .22, "渠道部": .18}.get(department, .07)
        self.accounts.append({
            "客户编号": "A%05d" % (len(self.accounts) + 1), "客户名称": company(rng, self.used),
            "行业": "" if rng.random() < gap else rng.choice(INDUSTRIES) if rng.random() > .06 else "五金杂货",
            "来源": "" if rng.random() < gap else rng.choice(SOURCES),
            "意向": "N/A" if rng.random() < gap else rng.choice("ABC"),
            "电话": "021-%08d" % rng.randint(50000000, 69999999) if rng.random() > .1 else "12345",
            "城市": rng.choice(PLACES), "负责人": owner, "所属部门": department, "创建时间": stamp(day, rng),
            "更新时间": stamp(day + datetime.timedelta(days=rng.randint(0, 300)), rng),
            "最后联系": stamp(day + datetime.timedelta(days=rng.randint(30, 900)), rng)})

    def add_contact(self, day, owner=None, source=None, title=None):
        rng = self.rng
        account = rng.choice(self.accounts)
        name = person(rng)
        reachable = rng.random() > .03
        self.contact_number += 1
        self.contacts.append({
            "联系人编号": "C%05d" % self.contact_number,
            "客户编号": account["客户编号"] if rng.random() > .015 else "A9%04d" % rng.randint(0, 9999), "姓名": name,
            "职位": title or rng.choice(["经理", "总监", "采购", "工程师", ""]),
            "邮箱": ("user%d@%s" % (self.contact_number, rng.choice(["corp-a.example", "corp-b.example", "mail.example"]))
                   if rng.random() > .06 else "user%d@" % self.contact_number) if reachable and rng.random() > .3 else "",
            "手机": (phone(rng) if rng.random() > .05 else "138000") if reachable else "",
            "来源": source or ("" if rng.random() < .1 else rng.choice(SOURCES)),
            "负责人": owner or account["负责人"], "所属部门": account["所属部门"], "创建时间": stamp(day, rng),
            "更新时间": stamp(day + datetime.timedelta(days=rng.randint(0, 900)), rng),
            "最后联系": stamp(day + datetime.timedelta(days=rng.randint(0, 700)), rng), "备注": ""})
        return self.contacts[-1]

    def add_deal(self, day):
        rng = self.rng
        account = rng.choice(self.accounts)
        closed = rng.random() < .7
        end = day + datetime.timedelta(days=rng.randint(-2 if rng.random() < .03 else 5, 120))
        self.deals.append({
            "商机编号": "D%05d" % (len(self.deals) + 1), "客户编号": account["客户编号"],
            "商机名称": account["客户名称"][:6] + "采购" + str(day.year), "阶段": rng.choice(["赢单", "输单"]) if closed else rng.choice(["初步接触", "方案报价", "商务谈判"]),
            "金额": "" if rng.random() < .06 else str(rng.randint(5, 900) * 1000), "负责人": account["负责人"],
            "所属部门": account["所属部门"], "创建时间": stamp(day, rng), "更新时间": stamp(end, rng),
            "成交日期": str(end) if closed else ""})

    def add_activity(self, day, kind, late, **links):
        rng = self.rng
        owner = rng.choice(sum(DEPARTMENTS.values(), []))
        logged = day + datetime.timedelta(days=rng.randint(2, 5) if late else 0)
        self.activities.append({
            "活动编号": "H%05d" % (len(self.activities) + 1), "客户编号": links.get("account", ""), "线索编号": links.get("lead", ""),
            "商机编号": links.get("deal", ""), "类型": kind, "主题": rng.choice(["已联系", "电话沟通报价", "约下周拜访", "确认样品和交期", "介绍新产品"]),
            "负责人": owner, "发生时间": stamp(day, rng, 10), "登记时间": stamp(logged, rng, 16)})

    def live(self, month):
        """What happens in a month."""
        rng = self.rng
        end = month_end(month)
        days = [end.replace(day=d) for d in range(1, end.day + 1)]
        for _ in range(6):
            self.add_account(rng.choice(days))
        for _ in range(16):
            self.add_contact(rng.choice(days))
        for _ in range(7):
            self.add_deal(rng.choice(days[:-4]))
        for record in rng.sample(self.contacts, 40):
            day = rng.choice(days)
            record["更新时间"] = record["最后联系"] = stamp(day, rng)
            record["职位"] = rng.choice(["经理", "总监", "采购主管", "工程师"])
        for record in rng.sample(self.accounts, 40):
            record["最后联系"] = stamp(rng.choice(days), rng)
        if month >= "2026-03":  # the south makes an effort
            gaps = [a for a in self.accounts if a["所属部门"] == "华南区" and (not a["来源"] or a["意向"] == "N/A" or not a["行业"])]
            for a in gaps[:9]:
                a["来源"], a["意向"], a["行业"] = a["来源"] or "展会", "B", a["行业"] or "制造业"
                a["更新时间"] = stamp(days[-2], rng)
        if month == "2026-05":  # a trade fair: known people once more
            for old in rng.sample([c for c in self.contacts if c["手机"] and c["邮箱"]], 40):
                new = self.add_contact(rng.choice(days), source="展会")
                new.update({k: old[k] for k in ("姓名", "手机", "邮箱", "客户编号")})
        if month == "2026-06":
            fair = [c for c in self.contacts if c["来源"] == "展会" and c["创建时间"].startswith("2026-05")]
            for c in fair[::2]:
                self.contacts.remove(c)
        if month == "2026-07":
            for _ in range(60):
                self.add_contact(days[14], owner="郑勇", source="其他渠道", title="负责人")
        if month == "2026-08":
            for record in [c for c in self.contacts if c["负责人"] == "孙娟"]:
                record["更新时间"] = stamp(days[20], rng)
        for _ in range(12):
            lead = {"线索编号": "L%05d" % (len(self.leads) + 1), "姓名": person(rng), "公司": company(rng, self.used), "手机": phone(rng),
                    "来源": rng.choice(SOURCES), "状态": rng.choice(["未处理", "跟进中", "已转化"]), "所属部门": self.who()[0],
                    "创建时间": stamp(rng.choice(days[:-3]), rng, 9)}
            self.leads.append(lead)
            if rng.random() > .15:
                day = datetime.date.fromisoformat(lead["创建时间"][:10]) + datetime.timedelta(days=rng.choice([0, 0, 0, 2]))
                self.add_activity(day, "电话", rng.random() < .15, lead=lead["线索编号"])
        for deal in [d for d in self.deals if not d["成交日期"]]:
            if rng.random() < .6:
                self.add_activity(rng.choice(days[-6:]), "拜访", rng.random() < .2, deal=deal["商机编号"], account=deal["客户编号"])
        slow = .5 if month == "2026-09" else .12
        for _ in range(14):
            opened = datetime.datetime.combine(rng.choice(days[:-3]), datetime.time(rng.randint(8, 15), rng.randint(0, 59)))
            reply = opened + datetime.timedelta(minutes=rng.randint(300, 900) if rng.random() < slow else rng.randint(5, 240))
            solved = opened + datetime.timedelta(hours=rng.choice([6, 20, 30, 60, 140]))
            self.tickets.append({"工单编号": "T-%05d" % (len(self.tickets) + 1) if rng.random() > .04 else "旧%d" % len(self.tickets),
                                 "客户编号": rng.choice(self.accounts)["客户编号"], "主题": rng.choice(["设备报警", "发票问题", "无法登录", "咨询报价"]),
                                 "状态": "已解决", "优先级": rng.choice(["紧急", "高", "中", "低"]), "所属部门": "渠道部", "创建时间": str(opened),
                                 "首次回复": str(reply), "解决时间": str(solved)})

    def write(self, folder, month):
        os.makedirs(folder, exist_ok=True)
        contacts = self.contacts
        if month >= "2026-07":  # the vendor renamed a column
            contacts = [{("微信/备注" if k == "备注" else k): v for k, v in c.items()} for c in contacts]
        files = {"客户.csv": self.accounts, "联系人.csv": contacts, "商机.csv": self.deals, "线索.csv": self.leads,
                 "工单.csv": self.tickets, "活动.csv": self.activities}
        for name, rows in files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8-sig", newline="") as out:
                writer = csv.DictWriter(out, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)


def main():
    where = sys.argv[1] if len(sys.argv) > 1 else "."
    crm = Company()
    for month in MONTHS:
        crm.live(month)
        if month != MISSING:
            crm.write(os.path.join(where, month), month)


if __name__ == "__main__":
    main()
