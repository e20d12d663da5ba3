<map version="1.0.1">
<node TEXT="政府工作报告">
<node TEXT="一、2024年工作回顾">
<attribute NAME="part" VALUE="review"/>
<node TEXT="——经济运行稳中向好">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="——动能转换步伐加快">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="——民生福祉持续增进">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="（一）全力以赴稳增长，发展质效持续提升">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="（二）坚定不移促改革，发展活力不断增强">
<attribute NAME="part" VALUE="review"/>
<node TEXT="一是产业结构不够优">
<attribute NAME="part" VALUE="problems"/>
</node>
<node TEXT="二是创新能力不够强">
<attribute NAME="part" VALUE="problems"/>
</node>
<node TEXT="三是民生领域还有短板">
<attribute NAME="part" VALUE="problems"/>
</node>
</node>
</node>
<node TEXT="二、2025年工作安排">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="（一）加快构建现代化产业体系">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="（二）持续保障和改善民生">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="①新建改扩建中小学8所">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="②改造老旧小区60个">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="③新增养老床位500张">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="（三）加强政府自身建设">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一要政治坚定">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二要依法行政">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三要勤政廉洁">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
</node>
</node>
</map>
