"""Write samples/reading-city-2025.html, an invented speech on the page of a city: ``python tests/sample_html.py``.

Above the speech there are a menu and tools, below it related pages, duties of the site and numbers of its licence; its
points are a list that the browser numbers.
"""

from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "samples" / "reading-city-2025.html"

TITLE = "在全民阅读工作推进会上的讲话"
MENU = ["首页", "市情概况", "政务公开", "办事服务", "互动交流", "数据开放"]
RELATED = ["我市举办第十届读书节", "城市书房建设三年行动方案印发", "“书香进校园”活动走进山区小学"]
BODY = """
<p>同志们：</p>
<p>　　今天召开全民阅读工作推进会，主要是回顾近年来的工作，研究下一步举措。刚才，三个单位作了交流发言，讲得都很好。</p>
<h3>一、近年来的工作富有成效</h3>
<p>　　过去三年，全市建成城市书房86家、农家书屋提升点312个，人均纸质图书阅读量从4.6本提高到6.1本，“书香之城”品牌越叫越响。</p>
<h3>二、存在的不足不容忽视</h3>
<p>　　城乡之间还不平衡，部分农家书屋开放时间短、更新慢；数字阅读平台内容不够丰富，老年人使用不便。</p>
<h3>三、下一步工作要求</h3>
<p>　　今年要重点抓好以下三件事：</p>
<ol>
<li>补齐设施短板。市文化广电旅游局要在9月底前完成100个农家书屋的图书更新，每个书屋不少于300册。</li>
<li>丰富阅读供给。市图书馆要建设有声读物专区，10月15日前上线运行。</li>
<li>营造浓厚氛围。各县（市、区）要办好读书节，让书香飘进<a href="/sq/">社区</a>、校园和企业。</li>
</ol>
<p>　　各级各部门要加强领导、密切配合，把好事办好、实事办实，让阅读成为全市人民的生活方式。</p>
<p>　　谢谢大家！</p>
"""


def page():
    """The text of the sample."""
    menu = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(MENU))
    related = "".join(
        f'<li><a href="/xw/{number}.html">{name}</a><span>2025-04-1{number}</span></li>'
        for number, name in enumerate(RELATED)
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{TITLE}_领导讲话_某某市人民政府</title>
<meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2025-04-23 16:20">
<meta name="ContentSource" content="市政府办公室">
<style>.nav li {{ float: left }} .title {{ font-size: 24px }}</style>
<script>var share = "分享到微信";</script>
</head>
<body>
<div class="top"><a href="/login">登录</a> | <a href="/old/">长者模式</a> | <a href="/en/">English</a></div>
<div class="nav"><ul>{menu}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/ldjh/">领导讲话</a></div>
<div class="article">
<h1 class="title">{TITLE}</h1>
<div class="info">来源：市政府办公室　发布时间：2025-04-23 16:20　浏览次数：<span id="hits">128</span>　字号：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div class="content">{BODY}</div>
<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div>
</div>
<div class="related"><h4>相关阅读</h4><ul>{related}</ul></div>
<div class="footer"><p>主办：某某市人民政府办公室　承办：市大数据中心</p><p>政府网站标识码：0000000000　ICP备00000000号　公网安备00000000000000号</p></div>
</body>
</html>
"""


if __name__ == "__main__":
    SAMPLE.write_text(page(), "utf-8")
