<map version="1.0.1">
<node TEXT="在全县农村工作会议上的讲话">
<node TEXT="一是粮食生产再获丰收">
</node>
<node TEXT="二是乡村面貌持续改善">
</node>
<node TEXT="三是农民收入较快增长">
</node>
<node TEXT="一、坚守底线,抓紧抓好粮食生产">
</node>
<node TEXT="二、突出重点,加快发展乡村产业">
<node TEXT="第一,做强特色产业">
</node>
<node TEXT="第二,做活乡村旅游">
</node>
</node>
<node TEXT="三、压实责任,切实加强组织领导">
<node TEXT="一要加强领导">
</node>
<node TEXT="二要强化投入">
</node>
<node TEXT="三要严格考核">
</node>
</node>
</node>
</map>
