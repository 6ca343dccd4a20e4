# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST, class-conditional: trajectory error of the deterministic catalogue' at screen 0.02, screen 0.9093 left noenhanced font ',13' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory;' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label '95 % intervals: ±20 %; grey: the other 81 methods' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4 90.88743 90.88743 90.88743
8 29.787859 29.787859 29.787859
20 1.2526195 1.2526195 1.2526195
EOD
$c1 << EOD
7 8.8592489 8.8592489 8.8592489
19 0.39179591 0.39179591 0.39179591
EOD
$c2 << EOD
4 71.276995 71.276995 71.276995
20 0.037939912 0.037939912 0.037939912
EOD
$c3 << EOD
5 58.66473 58.66473 58.66473
10 5.3006353 5.3006353 5.3006353
20 0.17236096 0.17236096 0.17236096
EOD
$c4 << EOD
7 0.69832143 0.69832143 0.69832143
19 0.1083594 0.1083594 0.1083594
EOD
$c5 << EOD
8 0.82470866 0.82470866 0.82470866
16 0.083674103 0.083674103 0.083674103
EOD
$c6 << EOD
6 45.407532 45.407532 45.407532
10 2.8263808 2.8263808 2.8263808
20 0.045925163 0.045925163 0.045925163
EOD
$c7 << EOD
8 0.43633738 0.43633738 0.43633738
16 0.12855588 0.12855588 0.12855588
EOD
$c8 << EOD
4 34.461267 34.461267 34.461267
8 1.5403759 1.5403759 1.5403759
20 0.063192987 0.063192987 0.063192987
EOD
$c9 << EOD
4 39.128187 39.128187 39.128187
8 1.4990746 1.4990746 1.4990746
20 0.04937497 0.04937497 0.04937497
EOD
$c10 << EOD
6 1.4899922 1.4899922 1.4899922
18 0.11589988 0.11589988 0.11589988
EOD
$c11 << EOD
10 0.1032977 0.1032977 0.1032977
20 0.021409059 0.021409059 0.021409059
EOD
$c12 << EOD
6 0.70579592 0.70579592 0.70579592
10 0.52264703 0.52264703 0.52264703
20 0.25078546 0.25078546 0.25078546
EOD
$c13 << EOD
6 0.75356637 0.75356637 0.75356637
18 0.13546518 0.13546518 0.13546518
EOD
$c14 << EOD
4 0.76275705 0.76275705 0.76275705
8 0.54832342 0.54832342 0.54832342
20 0.14236987 0.14236987 0.14236987
EOD
$c15 << EOD
6 0.61746579 0.61746579 0.61746579
9 0.51457882 0.51457882 0.51457882
18 0.15655325 0.15655325 0.15655325
EOD
$c16 << EOD
6 0.63588242 0.63588242 0.63588242
9 0.45509641 0.45509641 0.45509641
18 0.17155648 0.17155648 0.17155648
EOD
$c17 << EOD
6 0.67430551 0.67430551 0.67430551
10 0.40338922 0.40338922 0.40338922
20 0.090258762 0.090258762 0.090258762
EOD
$c18 << EOD
4 1.262492 1.262492 1.262492
8 0.22633194 0.22633194 0.22633194
20 0.066612267 0.066612267 0.066612267
EOD
$c19 << EOD
6 0.41598964 0.41598964 0.41598964
9 0.41028117 0.41028117 0.41028117
18 0.10673255 0.10673255 0.10673255
EOD
$c20 << EOD
4 1.1352567 1.1352567 1.1352567
8 0.37375593 0.37375593 0.37375593
20 0.040481105 0.040481105 0.040481105
EOD
$c21 << EOD
6 1.5617329 1.5617329 1.5617329
9 0.24189924 0.24189924 0.24189924
18 0.038300386 0.038300386 0.038300386
EOD
$c22 << EOD
6 1.1136356 1.1136356 1.1136356
9 0.2719185 0.2719185 0.2719185
18 0.030183715 0.030183715 0.030183715
EOD
$c23 << EOD
6 0.35846819 0.35846819 0.35846819
10 0.21418161 0.21418161 0.21418161
20 0.11646647 0.11646647 0.11646647
EOD
$c24 << EOD
6 0.48031235 0.48031235 0.48031235
18 0.028907407 0.028907407 0.028907407
EOD
$c25 << EOD
6 1.4844558 1.4844558 1.4844558
10 0.18035213 0.18035213 0.18035213
20 0.022511971 0.022511971 0.022511971
EOD
$c26 << EOD
5 0.60985027 0.60985027 0.60985027
10 0.16330548 0.16330548 0.16330548
20 0.051558862 0.051558862 0.051558862
EOD
$c27 << EOD
4 0.70604508 0.70604508 0.70604508
8 0.16438304 0.16438304 0.16438304
20 0.034395148 0.034395148 0.034395148
EOD
$c28 << EOD
4 0.68181544 0.68181544 0.68181544
8 0.16215349 0.16215349 0.16215349
20 0.034326527 0.034326527 0.034326527
EOD
$c29 << EOD
4 0.6463136 0.6463136 0.6463136
8 0.16315557 0.16315557 0.16315557
20 0.035754571 0.035754571 0.035754571
EOD
$c30 << EOD
4 0.66622559 0.66622559 0.66622559
8 0.16080573 0.16080573 0.16080573
20 0.034633007 0.034633007 0.034633007
EOD
$c31 << EOD
4 0.49227946 0.49227946 0.49227946
10 0.17438826 0.17438826 0.17438826
19 0.041835394 0.041835394 0.041835394
EOD
$c32 << EOD
6 0.49603179 0.49603179 0.49603179
10 0.13187051 0.13187051 0.13187051
20 0.030356138 0.030356138 0.030356138
EOD
$c33 << EOD
6 0.49603179 0.49603179 0.49603179
10 0.13187051 0.13187051 0.13187051
20 0.030356138 0.030356138 0.030356138
EOD
$c34 << EOD
6 0.43039117 0.43039117 0.43039117
10 0.12126557 0.12126557 0.12126557
20 0.028352453 0.028352453 0.028352453
EOD
$c35 << EOD
6 0.30125861 0.30125861 0.30125861
10 0.12517037 0.12517037 0.12517037
20 0.035887852 0.035887852 0.035887852
EOD
$c36 << EOD
6 0.1569068 0.1569068 0.1569068
10 0.11121816 0.11121816 0.11121816
20 0.065249497 0.065249497 0.065249497
EOD
$c37 << EOD
6 0.17938386 0.17938386 0.17938386
10 0.10671235 0.10671235 0.10671235
20 0.054723772 0.054723772 0.054723772
EOD
$c38 << EOD
6 0.3110769 0.3110769 0.3110769
10 0.099137548 0.099137548 0.099137548
20 0.033639686 0.033639686 0.033639686
EOD
$c39 << EOD
6 0.18264127 0.18264127 0.18264127
9 0.10172496 0.10172496 0.10172496
18 0.043721328 0.043721328 0.043721328
EOD
$c40 << EOD
6 0.20272575 0.20272575 0.20272575
9 0.10241619 0.10241619 0.10241619
18 0.038973481 0.038973481 0.038973481
EOD
$c41 << EOD
6 0.13144147 0.13144147 0.13144147
10 0.068603385 0.068603385 0.068603385
20 0.064326481 0.064326481 0.064326481
EOD
$c42 << EOD
6 0.15132099 0.15132099 0.15132099
10 0.090648223 0.090648223 0.090648223
20 0.040748529 0.040748529 0.040748529
EOD
$c43 << EOD
6 0.20854048 0.20854048 0.20854048
10 0.09067612 0.09067612 0.09067612
20 0.029191848 0.029191848 0.029191848
EOD
$c44 << EOD
6 0.40781526 0.40781526 0.40781526
10 0.097625801 0.097625801 0.097625801
20 0.012806276 0.012806276 0.012806276
EOD
$c45 << EOD
6 0.36884936 0.36884936 0.36884936
10 0.057835081 0.057835081 0.057835081
20 0.017359842 0.017359842 0.017359842
EOD
$c46 << EOD
6 0.13218758 0.13218758 0.13218758
10 0.078318462 0.078318462 0.078318462
20 0.03437252 0.03437252 0.03437252
EOD
$c47 << EOD
6 0.13218758 0.13218758 0.13218758
10 0.078318462 0.078318462 0.078318462
20 0.03437252 0.03437252 0.03437252
EOD
$c48 << EOD
6 0.13218758 0.13218758 0.13218758
10 0.078318462 0.078318462 0.078318462
20 0.03437252 0.03437252 0.03437252
EOD
$c49 << EOD
6 0.14707388 0.14707388 0.14707388
9 0.07767932 0.07767932 0.07767932
18 0.026073215 0.026073215 0.026073215
EOD
$c50 << EOD
6 0.15656707 0.15656707 0.15656707
9 0.07557541 0.07557541 0.07557541
18 0.025054162 0.025054162 0.025054162
EOD
$c51 << EOD
6 0.12990267 0.12990267 0.12990267
10 0.07209524 0.07209524 0.07209524
20 0.030577538 0.030577538 0.030577538
EOD
$c52 << EOD
6 0.27679453 0.27679453 0.27679453
10 0.069519201 0.069519201 0.069519201
20 0.012609572 0.012609572 0.012609572
EOD
$c53 << EOD
6 0.12672997 0.12672997 0.12672997
10 0.065192759 0.065192759 0.065192759
20 0.026804108 0.026804108 0.026804108
EOD
$c54 << EOD
6 0.12703751 0.12703751 0.12703751
10 0.068841439 0.068841439 0.068841439
20 0.02495228 0.02495228 0.02495228
EOD
$c55 << EOD
6 0.12703751 0.12703751 0.12703751
10 0.068841439 0.068841439 0.068841439
20 0.02495228 0.02495228 0.02495228
EOD
$c56 << EOD
6 0.12703751 0.12703751 0.12703751
10 0.068841439 0.068841439 0.068841439
20 0.02495228 0.02495228 0.02495228
EOD
$c57 << EOD
6 0.11953879 0.11953879 0.11953879
10 0.067016015 0.067016015 0.067016015
20 0.026256914 0.026256914 0.026256914
EOD
$c58 << EOD
6 0.10252955 0.10252955 0.10252955
10 0.062578946 0.062578946 0.062578946
20 0.028043854 0.028043854 0.028043854
EOD
$c59 << EOD
6 0.1074496 0.1074496 0.1074496
10 0.048182537 0.048182537 0.048182537
20 0.03396245 0.03396245 0.03396245
EOD
$c60 << EOD
6 0.12600065 0.12600065 0.12600065
10 0.065349406 0.065349406 0.065349406
20 0.021281971 0.021281971 0.021281971
EOD
$c61 << EOD
6 0.12600065 0.12600065 0.12600065
10 0.065349406 0.065349406 0.065349406
20 0.021281971 0.021281971 0.021281971
EOD
$c62 << EOD
6 0.12600065 0.12600065 0.12600065
10 0.065349406 0.065349406 0.065349406
20 0.021281971 0.021281971 0.021281971
EOD
$c63 << EOD
6 0.13379704 0.13379704 0.13379704
10 0.061457542 0.061457542 0.061457542
20 0.021116627 0.021116627 0.021116627
EOD
$c64 << EOD
6 0.095892681 0.095892681 0.095892681
10 0.059369637 0.059369637 0.059369637
20 0.027220314 0.027220314 0.027220314
EOD
$c65 << EOD
6 0.12060585 0.12060585 0.12060585
10 0.062426255 0.062426255 0.062426255
20 0.019920534 0.019920534 0.019920534
EOD
$c66 << EOD
6 0.10270003 0.10270003 0.10270003
10 0.058913818 0.058913818 0.058913818
20 0.024075116 0.024075116 0.024075116
EOD
$c67 << EOD
6 0.18725555 0.18725555 0.18725555
10 0.059204821 0.059204821 0.059204821
20 0.011203126 0.011203126 0.011203126
EOD
$c68 << EOD
6 0.31232592 0.31232592 0.31232592
10 0.060936538 0.060936538 0.060936538
20 0.0065108293 0.0065108293 0.0065108293
EOD
$c69 << EOD
6 0.3081956 0.3081956 0.3081956
10 0.060300396 0.060300396 0.060300396
20 0.006547932 0.006547932 0.006547932
EOD
$c70 << EOD
6 0.30793235 0.30793235 0.30793235
10 0.060061706 0.060061706 0.060061706
20 0.0065723084 0.0065723084 0.0065723084
EOD
$c71 << EOD
6 0.17530627 0.17530627 0.17530627
10 0.057542815 0.057542815 0.057542815
20 0.011050419 0.011050419 0.011050419
EOD
$c72 << EOD
6 0.10686165 0.10686165 0.10686165
10 0.053130009 0.053130009 0.053130009
20 0.019334207 0.019334207 0.019334207
EOD
$c73 << EOD
6 0.11737688 0.11737688 0.11737688
10 0.055422166 0.055422166 0.055422166
20 0.016529199 0.016529199 0.016529199
EOD
$c74 << EOD
6 0.29346963 0.29346963 0.29346963
10 0.052523764 0.052523764 0.052523764
20 0.0069358684 0.0069358684 0.0069358684
EOD
$c75 << EOD
6 0.126644 0.126644 0.126644
10 0.05143632 0.05143632 0.05143632
20 0.012759315 0.012759315 0.012759315
EOD
$c76 << EOD
6 0.1199898 0.1199898 0.1199898
10 0.051465975 0.051465975 0.051465975
20 0.013188095 0.013188095 0.013188095
EOD
$c77 << EOD
6 0.09374071 0.09374071 0.09374071
10 0.048102939 0.048102939 0.048102939
20 0.017992099 0.017992099 0.017992099
EOD
$c78 << EOD
6 0.09289359 0.09289359 0.09289359
10 0.049721273 0.049721273 0.049721273
20 0.017369283 0.017369283 0.017369283
EOD
$c79 << EOD
6 0.11769259 0.11769259 0.11769259
10 0.051555645 0.051555645 0.051555645
20 0.013210353 0.013210353 0.013210353
EOD
$c80 << EOD
6 0.11322012 0.11322012 0.11322012
10 0.053276249 0.053276249 0.053276249
20 0.012462707 0.012462707 0.012462707
EOD
$c81 << EOD
6 0.14869448 0.14869448 0.14869448
10 0.054571567 0.054571567 0.054571567
20 0.0092233924 0.0092233924 0.0092233924
EOD
$c82 << EOD
6 0.14722003 0.14722003 0.14722003
10 0.055121387 0.055121387 0.055121387
20 0.0091859479 0.0091859479 0.0091859479
EOD
$c83 << EOD
6 0.11345497 0.11345497 0.11345497
10 0.052867741 0.052867741 0.052867741
20 0.01239606 0.01239606 0.01239606
EOD
$c84 << EOD
6 0.092292784 0.092292784 0.092292784
10 0.044134731 0.044134731 0.044134731
20 0.015378841 0.015378841 0.015378841
EOD
$c85 << EOD
6 0.1227032 0.1227032 0.1227032
10 0.046491007 0.046491007 0.046491007
20 0.010858459 0.010858459 0.010858459
EOD
$c86 << EOD
6 0.10389755 0.10389755 0.10389755
10 0.045238901 0.045238901 0.045238901
20 0.012164552 0.012164552 0.012164552
EOD
$c87 << EOD
6 0.11984087 0.11984087 0.11984087
10 0.043017899 0.043017899 0.043017899
20 0.011030279 0.011030279 0.011030279
EOD
$c88 << EOD
6 0.1666591 0.1666591 0.1666591
10 0.048152878 0.048152878 0.048152878
20 0.0066012386 0.0066012386 0.0066012386
EOD
$c89 << EOD
6 0.16021923 0.16021923 0.16021923
10 0.047608274 0.047608274 0.047608274
20 0.0065510407 0.0065510407 0.0065510407
EOD
$c90 << EOD
6 0.15282634 0.15282634 0.15282634
10 0.046326331 0.046326331 0.046326331
20 0.0064545565 0.0064545565 0.0064545565
EOD
set lmargin at screen 0.100
set rmargin at screen 0.680
set bmargin at screen 0.1436
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
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'deis_tab3' at graph 1.1, graph 0.3360 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.3360 point pt 11 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unipc3_bh2' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.1120 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'unipc3_vary' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'unipc3_bh1' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0000 point pt 15 ps 0.8 lc rgb '#AA4499'
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
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
     $c81 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c82 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
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
     $c81 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c82 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
unset output
