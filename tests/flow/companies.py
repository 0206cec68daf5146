"""companies.py ROWS SEED short|full - made-up Chinese companies, for match.t: the names they go by
(华信科技) or are registered under (北京华信创业科技股份有限公司), one a line, the same company in the
same row of both; with --score FILE the F1 of clusters that winnow match wrote of both files."""
import random, sys
from collections import Counter

BRAND = "华信天成恒瑞金鼎万通汇鑫宏达盛博远航嘉禾锦绣云帆海纳百川星辰龙腾凤鸣泰安康宁卓越领先创智慧联众合力同方正大永兴隆昌福源祥和顺达利丰旭日东升鹏程"
TRADES = "科技 贸易 医药 食品 电子 机械 化工 能源 传媒 物流 环保 材料".split()
MORE = "创业 实业 国际 高新 智能 生物 新型".split()
PLACES = "北京 上海 深圳市 杭州 四川 湖南 青岛 厦门 苏州市 江苏".split()
FORMS = "有限公司 股份有限公司 有限责任公司 集团股份有限公司".split()


def company(r):
    brand = "".join(r.choice(BRAND) for _ in range(r.choice((2, 2, 3))))
    trade = r.choice(TRADES)
    full = r.choice(PLACES) + brand + (r.choice(MORE) if r.random() < .4 else "") + trade + r.choice(FORMS)
    kind = r.random()
    return (brand + trade if kind < .6 else brand + "股份" if kind < .8 else brand), full


def main():
    count, r = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    rows = [company(r) for _ in range(count)]
    if "--score" in sys.argv:
        clusters = [line.split(",")[1].strip() for line in open(sys.argv[-1])][1:]
        assert len(clusters) == 2 * count
        put = sum(n * (n - 1) // 2 for n in Counter(clusters).values())
        right = sum(clusters[i] == clusters[count + i] for i in range(count))
        print("%.3f" % (2 * right / (put + count)))
        return
    print("简称" if "short" in sys.argv else "工商全称")
    print("\n".join(row["full" in sys.argv] for row in rows))


main()
