# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'RMS error of the final state' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4 90.88743 90.400947 91.373914
8 29.787859 29.587418 29.988299
20 1.2526195 1.230645 1.2745941
EOD
$c1 << EOD
5 58.66473 57.832248 59.497213
10 5.3006353 5.0263478 5.5749227
20 0.17236096 0.15184514 0.19287679
EOD
$c2 << EOD
7 8.8592489 8.5963887 9.122109
19 0.39179591 0.37801492 0.40557691
EOD
$c3 << EOD
4 71.276995 68.883879 73.670111
20 0.037939912 0.028426046 0.047453778
EOD
$c4 << EOD
6 45.407532 44.089773 46.72529
10 2.8263808 2.5697034 3.0830582
20 0.045925163 0.035089409 0.056760917
EOD
$c5 << EOD
4 34.461267 33.803843 35.118691
8 1.5403759 1.4770987 1.6036531
20 0.063192987 0.049522028 0.076863947
EOD
$c6 << EOD
4 39.128187 38.410234 39.846139
8 1.4990746 1.4586547 1.5394944
20 0.04937497 0.041981049 0.056768892
EOD
$c7 << EOD
6 1.4899922 1.3541697 1.6258147
18 0.11589988 0.093813127 0.13798663
EOD
$c8 << EOD
7 0.69832143 0.68533965 0.71130321
19 0.1083594 0.10215822 0.11456058
EOD
$c9 << EOD
8 0.82470866 0.80386909 0.84554823
16 0.083674103 0.075463006 0.091885199
EOD
$c10 << EOD
6 0.70579592 0.6879081 0.72368373
10 0.52264703 0.50844708 0.53684697
20 0.25078546 0.24198728 0.25958363
EOD
$c11 << EOD
6 0.75356637 0.73466735 0.77246539
18 0.13546518 0.12792861 0.14300175
EOD
$c12 << EOD
8 0.43633738 0.42324283 0.44943193
16 0.12855588 0.12330467 0.1338071
EOD
$c13 << EOD
4 0.76275705 0.74300825 0.78250585
8 0.54832342 0.53083809 0.56580875
20 0.14236987 0.1307414 0.15399833
EOD
$c14 << EOD
6 0.61746579 0.60224378 0.63268781
9 0.51457882 0.49355414 0.53560349
18 0.15655325 0.13833562 0.17477089
EOD
$c15 << EOD
6 0.63588242 0.62054952 0.65121532
9 0.45509641 0.44120703 0.46898578
18 0.17155648 0.16316124 0.17995173
EOD
$c16 << EOD
6 0.67430551 0.66139224 0.68721879
10 0.40338922 0.38603017 0.42074827
20 0.090258762 0.075089915 0.10542761
EOD
$c17 << EOD
4 1.262492 1.2434102 1.2815737
8 0.22633194 0.21667326 0.23599062
20 0.066612267 0.05777089 0.075453644
EOD
$c18 << EOD
6 0.41598964 0.40688424 0.42509504
9 0.41028117 0.40176461 0.41879774
18 0.10673255 0.098106285 0.11535882
EOD
$c19 << EOD
4 1.1352567 1.1044175 1.166096
8 0.37375593 0.36882906 0.37868281
20 0.040481105 0.032861488 0.048100722
EOD
$c20 << EOD
6 1.5617329 1.5022084 1.6212573
9 0.24189924 0.2316465 0.25215199
18 0.038300386 0.032342581 0.044258191
EOD
$c21 << EOD
6 1.1136356 1.0833881 1.143883
9 0.2719185 0.26248512 0.28135188
18 0.030183715 0.026123567 0.034243863
EOD
$c22 << EOD
6 0.35846819 0.33937967 0.37755671
10 0.21418161 0.1981381 0.23022512
20 0.11646647 0.10021794 0.132715
EOD
$c23 << EOD
6 0.48031235 0.4704202 0.49020451
18 0.028907407 0.025045634 0.03276918
EOD
$c24 << EOD
6 1.4844558 1.3874174 1.5814942
10 0.18035213 0.15737183 0.20333244
20 0.022511971 0.021060173 0.023963769
EOD
$c25 << EOD
5 0.60985027 0.58158704 0.6381135
10 0.16330548 0.14539013 0.18122083
20 0.051558862 0.040957684 0.062160041
EOD
$c26 << EOD
4 0.70604508 0.67961633 0.73247382
8 0.16438304 0.14721919 0.18154688
20 0.034395148 0.024399838 0.044390459
EOD
$c27 << EOD
4 0.68181544 0.65011061 0.71352028
8 0.16215349 0.1443877 0.17991928
20 0.034326527 0.02398061 0.044672443
EOD
$c28 << EOD
4 0.6463136 0.61615305 0.67647415
8 0.16315557 0.14537506 0.18093609
20 0.035754571 0.025206481 0.046302661
EOD
$c29 << EOD
4 0.66622559 0.63571011 0.69674107
8 0.16080573 0.14292448 0.17868699
20 0.034633007 0.024291802 0.044974211
EOD
$c30 << EOD
4 0.49227946 0.4371502 0.54740872
10 0.17438826 0.15516984 0.19360668
19 0.041835394 0.030510771 0.053160018
EOD
$c31 << EOD
6 0.49603179 0.47523531 0.51682828
10 0.13187051 0.1205545 0.14318652
20 0.030356138 0.025431538 0.035280739
EOD
$c32 << EOD
6 0.49603179 0.47523531 0.51682828
10 0.13187051 0.1205545 0.14318652
20 0.030356138 0.025431538 0.035280739
EOD
$c33 << EOD
6 0.43039117 0.40594263 0.45483972
10 0.12126557 0.10168607 0.14084507
20 0.028352453 0.02450232 0.032202587
EOD
$c34 << EOD
6 0.30125861 0.29068843 0.31182879
10 0.12517037 0.11691269 0.13342805
20 0.035887852 0.03241184 0.039363863
EOD
$c35 << EOD
6 0.1569068 0.14038045 0.17343315
10 0.11121816 0.098341635 0.12409468
20 0.065249497 0.05668829 0.073810704
EOD
$c36 << EOD
6 0.17938386 0.16341808 0.19534963
10 0.10671235 0.096622697 0.116802
20 0.054723772 0.049600359 0.059847185
EOD
$c37 << EOD
6 0.3110769 0.28597743 0.33617636
10 0.099137548 0.092706528 0.10556857
20 0.033639686 0.031742186 0.035537186
EOD
$c38 << EOD
6 0.18264127 0.16637808 0.19890445
9 0.10172496 0.09444406 0.10900587
18 0.043721328 0.040021146 0.047421509
EOD
$c39 << EOD
6 0.20272575 0.1860298 0.2194217
9 0.10241619 0.093467575 0.1113648
18 0.038973481 0.035637991 0.042308972
EOD
$c40 << EOD
6 0.13144147 0.11294466 0.14993829
10 0.068603385 0.062603295 0.074603475
20 0.064326481 0.060963984 0.067688977
EOD
$c41 << EOD
10 0.1032977 0.094333071 0.11226233
20 0.021409059 0.01329996 0.029518157
EOD
$c42 << EOD
6 0.15132099 0.1363882 0.16625379
10 0.090648223 0.081474628 0.099821819
20 0.040748529 0.036663227 0.044833831
EOD
$c43 << EOD
6 0.20854048 0.19690875 0.22017221
10 0.09067612 0.079944176 0.10140806
20 0.029191848 0.025108741 0.033274955
EOD
$c44 << EOD
6 0.40781526 0.38112708 0.43450345
10 0.097625801 0.088633194 0.10661841
20 0.012806276 0.0098298996 0.015782653
EOD
$c45 << EOD
6 0.36884936 0.35441622 0.3832825
10 0.057835081 0.04661089 0.069059272
20 0.017359842 0.012037311 0.022682372
EOD
$c46 << EOD
6 0.13218758 0.11696153 0.14741364
10 0.078318462 0.067621479 0.089015445
20 0.03437252 0.029430955 0.039314084
EOD
$c47 << EOD
6 0.13218758 0.11696153 0.14741364
10 0.078318462 0.067621479 0.089015445
20 0.03437252 0.029430955 0.039314084
EOD
$c48 << EOD
6 0.13218758 0.11696153 0.14741364
10 0.078318462 0.067621479 0.089015445
20 0.03437252 0.029430955 0.039314084
EOD
$c49 << EOD
6 0.14707388 0.13745814 0.15668962
9 0.07767932 0.069234862 0.086123778
18 0.026073215 0.024872899 0.027273532
EOD
$c50 << EOD
6 0.15656707 0.13645073 0.17668341
9 0.07557541 0.068238554 0.082912267
18 0.025054162 0.022360709 0.027747614
EOD
$c51 << EOD
6 0.12990267 0.11433889 0.14546645
10 0.07209524 0.064764066 0.079426414
20 0.030577538 0.027267446 0.03388763
EOD
$c52 << EOD
6 0.27679453 0.25614148 0.29744757
10 0.069519201 0.062180019 0.076858382
20 0.012609572 0.0093288684 0.015890275
EOD
$c53 << EOD
6 0.12672997 0.11075091 0.14270904
10 0.065192759 0.058866168 0.07151935
20 0.026804108 0.02376867 0.029839546
EOD
$c54 << EOD
6 0.12703751 0.11183503 0.14223999
10 0.068841439 0.058428161 0.079254718
20 0.02495228 0.021756367 0.028148192
EOD
$c55 << EOD
6 0.12703751 0.11183503 0.14223999
10 0.068841439 0.058428161 0.079254718
20 0.02495228 0.021756367 0.028148192
EOD
$c56 << EOD
6 0.12703751 0.11183503 0.14223999
10 0.068841439 0.058428161 0.079254718
20 0.02495228 0.021756367 0.028148192
EOD
$c57 << EOD
6 0.11953879 0.10179659 0.137281
10 0.067016015 0.055035515 0.078996515
20 0.026256914 0.019915984 0.032597844
EOD
$c58 << EOD
6 0.10252955 0.091167096 0.113892
10 0.062578946 0.05413956 0.071018331
20 0.028043854 0.025085485 0.031002222
EOD
$c59 << EOD
6 0.1074496 0.10253224 0.11236697
10 0.048182537 0.040440329 0.055924745
20 0.03396245 0.03092721 0.036997691
EOD
$c60 << EOD
6 0.12600065 0.11072203 0.14127927
10 0.065349406 0.055084879 0.075613934
20 0.021281971 0.018837352 0.02372659
EOD
$c61 << EOD
6 0.12600065 0.11072203 0.14127927
10 0.065349406 0.055084879 0.075613934
20 0.021281971 0.018837352 0.02372659
EOD
$c62 << EOD
6 0.12600065 0.11072203 0.14127927
10 0.065349406 0.055084879 0.075613934
20 0.021281971 0.018837352 0.02372659
EOD
$c63 << EOD
6 0.13379704 0.11682252 0.15077156
10 0.061457542 0.051830576 0.071084508
20 0.021116627 0.016995175 0.025238079
EOD
$c64 << EOD
6 0.095892681 0.085555845 0.10622952
10 0.059369637 0.051785795 0.066953479
20 0.027220314 0.024603423 0.029837205
EOD
$c65 << EOD
6 0.12060585 0.10079273 0.14041896
10 0.062426255 0.050924657 0.073927854
20 0.019920534 0.014291724 0.025549344
EOD
$c66 << EOD
6 0.10270003 0.089640676 0.11575938
10 0.058913818 0.049107715 0.068719922
20 0.024075116 0.020262575 0.027887658
EOD
$c67 << EOD
6 0.18725555 0.17301419 0.20149691
10 0.059204821 0.048022529 0.070387112
20 0.011203126 0.0076262857 0.014779967
EOD
$c68 << EOD
6 0.31232592 0.29054063 0.33411121
10 0.060936538 0.054256737 0.067616339
20 0.0065108293 0.0049836875 0.0080379711
EOD
$c69 << EOD
6 0.3081956 0.28608059 0.33031061
10 0.060300396 0.053596611 0.06700418
20 0.006547932 0.0049840238 0.0081118401
EOD
$c70 << EOD
6 0.30793235 0.28580256 0.33006214
10 0.060061706 0.053344702 0.06677871
20 0.0065723084 0.0049910897 0.0081535271
EOD
$c71 << EOD
6 0.17530627 0.16158326 0.18902927
10 0.057542815 0.046491727 0.068593903
20 0.011050419 0.007476882 0.014623955
EOD
$c72 << EOD
6 0.10686165 0.09351012 0.12021317
10 0.053130009 0.042754874 0.063505145
20 0.019334207 0.012273871 0.026394542
EOD
$c73 << EOD
6 0.11737688 0.10115373 0.13360003
10 0.055422166 0.044655694 0.066188638
20 0.016529199 0.011761588 0.02129681
EOD
$c74 << EOD
6 0.29346963 0.27196306 0.3149762
10 0.052523764 0.046754185 0.058293344
20 0.0069358684 0.0051175808 0.0087541561
EOD
$c75 << EOD
6 0.126644 0.10997201 0.143316
10 0.05143632 0.04163187 0.06124077
20 0.012759315 0.010372653 0.015145978
EOD
$c76 << EOD
6 0.1199898 0.10502865 0.13495096
10 0.051465975 0.041321908 0.061610042
20 0.013188095 0.0091350975 0.017241092
EOD
$c77 << EOD
6 0.09374071 0.083287312 0.10419411
10 0.048102939 0.042330413 0.053875464
20 0.017992099 0.015219704 0.020764494
EOD
$c78 << EOD
6 0.09289359 0.081103933 0.10468325
10 0.049721273 0.043162633 0.056279912
20 0.017369283 0.012441108 0.022297459
EOD
$c79 << EOD
6 0.11769259 0.10237234 0.13301283
10 0.051555645 0.04133792 0.06177337
20 0.013210353 0.0091478857 0.01727282
EOD
$c80 << EOD
6 0.11322012 0.094215737 0.13222451
10 0.053276249 0.042296649 0.064255849
20 0.012462707 0.0088475886 0.016077825
EOD
$c81 << EOD
6 0.14869448 0.13326236 0.1641266
10 0.054571567 0.043265122 0.065878011
20 0.0092233924 0.007356464 0.011090321
EOD
$c82 << EOD
6 0.14722003 0.13328751 0.16115255
10 0.055121387 0.049843703 0.06039907
20 0.0091859479 0.0067562636 0.011615632
EOD
$c83 << EOD
6 0.11345497 0.094166385 0.13274356
10 0.052867741 0.041988496 0.063746987
20 0.01239606 0.0088363931 0.015955727
EOD
$c84 << EOD
6 0.092292784 0.08042213 0.10416344
10 0.044134731 0.038050047 0.050219414
20 0.015378841 0.0095042316 0.02125345
EOD
$c85 << EOD
6 0.1227032 0.10277967 0.14262673
10 0.046491007 0.038380022 0.054601992
20 0.010858459 0.0063077457 0.015409172
EOD
$c86 << EOD
6 0.10389755 0.096084265 0.11171083
10 0.045238901 0.040764052 0.049713749
20 0.012164552 0.0082765693 0.016052535
EOD
$c87 << EOD
6 0.11984087 0.10162029 0.13806146
10 0.043017899 0.036623733 0.049412066
20 0.011030279 0.0080153222 0.014045235
EOD
$c88 << EOD
6 0.1666591 0.15271241 0.18060579
10 0.048152878 0.038263191 0.058042565
20 0.0066012386 0.0046486067 0.0085538705
EOD
$c89 << EOD
6 0.16021923 0.14671384 0.17372461
10 0.047608274 0.037775292 0.057441255
20 0.0065510407 0.0046148212 0.0084872603
EOD
$c90 << EOD
6 0.15282634 0.14008979 0.16556289
10 0.046326331 0.036608587 0.056044074
20 0.0064545565 0.0045580655 0.0083510475
EOD
set lmargin at screen 0.100
set rmargin at screen 0.680
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('0.01' 0.01, '0.03' 0.029999999999999999, '0.1' 0.10000000000000001, '0.3' 0.30000000000000004)
set logscale x
set xtics ('7' 7, '10' 10, '15' 15, '20' 20)
set xrange [5.2173913:23]
set yrange [0.0033687895:0.31931664]
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dpmpp_3m_legacy' at graph 1.1, graph 0.2240 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.2240 point pt 7 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#666666' linewidth 2 dashtype 1
set label 'ipndm4' at graph 1.1, graph 0.1680 left noenhanced font ',14' textcolor rgb '#666666'
set label '' at graph 1.0525, graph 0.1680 point pt 9 ps 0.8 lc rgb '#666666'
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2' at graph 1.1, graph 0.4480 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4480 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'ipndm_v4_legacy' at graph 1.1, graph 0.5040 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.5040 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'exp_ab4_noise' at graph 1.1, graph 0.2800 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2800 point pt 5 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3' at graph 1.1, graph 0.3920 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.3920 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'deis_tab3' at graph 1.1, graph 0.3360 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.3360 point pt 11 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unipc3_bh2' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.1120 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'unipc3_vary' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'unipc3_bh1' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0000 point pt 15 ps 0.8 lc rgb '#AA4499'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c81 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c82 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c82 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c84 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c81 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c82 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c82 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c84 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
unset output
