"""scripts.py WINNOW - simplified and traditional beside the opencc program: phrases of the tree's
own tables, three together, so that they also meet where no dictionary has them."""
import random, subprocess, sys


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.splitlines()


bad = False
for script, config, table in (("simplified", "t2s", "core/simplified.tsv"), ("traditional", "s2t", "core/traditional.tsv")):
    words = [line.split("\t")[0] for line in open(table, encoding="utf-8") if not line.startswith("#")]
    random.seed(1)
    text = "".join("".join(random.choices(words, k=3)) + "\n" for _ in range(20000))
    ours = [line.split("\t", 1)[1] for line in run([sys.argv[1], "apply", "text", "script=" + script], text)]
    theirs = run(["opencc", "-c", config], text)
    equal = sum(a == b for a, b in zip(ours, theirs))
    print(f"{script}: {equal} of {len(theirs)} lines as OpenCC writes them")
    bad = bad or len(ours) != len(theirs) or equal < 0.98 * len(theirs)
sys.exit(bad)
