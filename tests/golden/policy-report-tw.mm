<map version="1.0.1">
<node TEXT="policy-report-tw.txt">
<node TEXT="壹、前　言">
<attribute NAME="part" VALUE="context"/>
</node>
<node TEXT="貳、施政成果">
<attribute NAME="part" VALUE="review"/>
<node TEXT="一、产业发展">
<attribute NAME="part" VALUE="review"/>
<node TEXT="1.振兴传统产业">
<attribute NAME="part" VALUE="review"/>
<node TEXT="一方面提供低利贷款">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="另一方面辅导业者开拓海外市场，成效显著">
<attribute NAME="part" VALUE="review"/>
</node>
</node>
<node TEXT="2.推动观光旅游">
<attribute NAME="part" VALUE="review"/>
</node>
</node>
<node TEXT="二、社会福利">
<attribute NAME="part" VALUE="context"/>
<node TEXT="一是让每一位长者都有人关怀">
<attribute NAME="part" VALUE="context"/>
</node>
<node TEXT="二是让每一个孩子都能安心就学">
<attribute NAME="part" VALUE="context"/>
</node>
</node>
</node>
<node TEXT="、未来施政重点">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="第一、持续改善投资环境">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="第二、全面提升教育品质">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="第三、落实防灾整备">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="肆、结　语">
<attribute NAME="part" VALUE="closing"/>
</node>
</node>
</map>
