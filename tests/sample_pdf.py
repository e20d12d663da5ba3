"""Write samples/safety-report-2025.pdf, an invented report as a city prints it: ``python tests/sample_pdf.py``.

It has a running header, page numbers, a table of duties that goes on over the page, and a note.
"""

from pathlib import Path

from pdf_files import HEI, Text, pdf, table, typeset

SAMPLE = Path(__file__).parents[1] / "samples" / "safety-report-2025.pdf"

HEADER = "全市安全生产工作会议材料之二"
PARAGRAPHS = [
    ("title", "在全市安全生产工作会议上的讲话"),
    ("sub", "（2025年2月18日）"),
    ("sub", "周平"),
    ("flush", "同志们："),
    ("body", "今天召开全市安全生产工作会议，主要任务是总结去年工作，分析当前形势，部署今年任务。下面，我讲三点意见。"),
    ("head", "一、肯定成绩，正视问题"),
    (
        "body",
        "2024年，全市各级各部门坚持人民至上、生命至上，压紧压实安全责任，排查整治隐患1.2万处，事故起数和死亡人数分别下降"
        "18.5%和21.3%，实现了“双下降”。成绩来之不易，凝结着大家的心血和汗水。",
    ),
    (
        "body",
        "同时也要看到，问题仍然不少。一是思想认识还不到位。有的同志存在侥幸心理，工作停留在发文件、开会议上。二是基层基础还不"
        "扎实。部分乡镇监管力量薄弱，发现不了隐患。三是科技支撑还不够强。监测预警平台没有实现互联互通。",
    ),
    ("head", "二、突出重点，狠抓落实"),
    (
        "body",
        "第一，要抓好重点行业整治。市应急管理局要牵头开展危险化学品企业集中检查，6月底前完成全覆盖。市住房城乡建设局要紧盯深"
        "基坑、高支模等危险性较大工程，对发现的问题一律闭环整改。",
    ),
    (
        "body",
        "第二，要抓好隐患动态清零。各县（市、区）要在3月31日前建立隐患台账，逐项明确责任人和整改时限，做到整改一处、销号一处。"
        "要畅通群众举报渠道，对查实的举报给予奖励。",
    ),
    (
        "body",
        "第三，要抓好应急能力建设。要加快建设市级综合应急救援基地，年底前投入使用。要组织开展全员应急演练，让人人讲安全、个个会"
        "应急成为全社会的自觉行动。",
    ),
    ("head", "三、加强领导，压实责任"),
    (
        "body",
        "各级党委、政府主要负责同志要认真履行第一责任人责任，每季度至少专题研究一次安全生产工作。要坚持党政同责、一岗双责、齐抓"
        "共管、失职追责，把责任落实到最小工作单元。市政府督查室要会同有关部门开展专项督查，对工作不力的严肃问责。",
    ),
    (
        "body",
        "同志们，安全生产责任重于泰山。让我们以时时放心不下的责任感，扎实做好各项工作，为全市高质量发展营造安全稳定的环境！",
    ),
]
DUTIES = [
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("1", "开展危险化学品企业集中检查", "市应急管理局", "6月底前"),
    ("2", "建立隐患台账，明确责任人和整改时限", "各县（市、区）人民政府", "3月31日前"),
    ("3", "建成市级综合应急救援基地", "市应急管理局、市财政局", "12月底前"),
]


def report():
    """The bytes of the sample."""
    pages = typeset(PARAGRAPHS, header=HEADER, footer="— {} —", lines=24)
    top = min(thing.y for thing in pages[-1][1:-1]) - 60
    duties, _ = table(DUTIES, top=top - 20, widths=(40, 190, 130, 88))
    pages[-1] += [Text(223, top, "2025年重点任务分工", 16, HEI), *duties]
    return pdf(*pages, info={"Title": "在全市安全生产工作会议上的讲话", "Author": "市政府办公室"})


if __name__ == "__main__":
    SAMPLE.write_bytes(report())
