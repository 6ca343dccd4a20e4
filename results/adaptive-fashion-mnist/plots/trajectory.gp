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
772.07812 0.19966563 0.15286572 0.24646554
978.35938 0.013827542 0.0093078515 0.018347231
EOD
$c1 << EOD
381.625 0.063682521 0.034570496 0.092794547
420.625 0.029184719 0.0072618177 0.05110762
EOD
$c2 << EOD
91.71875 0.31226593 0.26484572 0.35968614
95.875 0.41190894 0.35950056 0.46431732
113.4375 0.19816831 0.16751938 0.22881725
219.1875 0.071897948 0.050896646 0.09289925
EOD
$c3 << EOD
77.28125 0.11562434 0.079728938 0.15151975
129.90625 0.039137111 0.023667425 0.054606797
198.96875 0.028865052 0.020244865 0.037485238
EOD
$c4 << EOD
60.0625 0.042221062 0.029152051 0.055290073
81.25 0.043469936 0.027304245 0.059635626
102.625 0.040654004 0.01747083 0.063837177
132.53125 0.0057278639 0.0047124294 0.0067432983
165.4375 0.004441493 0.0025599603 0.0063230258
EOD
$c5 << EOD
24.125 0.78838875 0.71764059 0.85913692
45.3125 0.22191774 0.21097847 0.23285701
50.9375 0.0662092 0.0546488 0.077769601
100.625 0.015478901 0.0098601343 0.021097668
123.125 0.0033937092 0.0024769797 0.0043104387
EOD
$c6 << EOD
31.875 0.32299892 0.31060658 0.33539126
49.8125 0.069254842 0.056724835 0.08178485
61.625 0.041590126 0.030321662 0.052858589
107.01562 0.0093860621 0.0044818633 0.014290261
173.07812 0.0020236239 0.00090148671 0.0031457611
EOD
$c7 << EOD
38 0.081632393 0.069185125 0.094079661
50 0.052400388 0.036598273 0.068202503
69.875 0.051059563 0.034376401 0.067742725
135.5 0.026140831 0.014729843 0.037551819
281.9375 0.00042280273 0.00028811602 0.00055748944
EOD
$c8 << EOD
50.4375 0.069515591 0.064508299 0.074522882
60.75 0.027577565 0.024748472 0.030406658
77.8125 0.031857669 0.015215078 0.048500261
103.96875 0.0068265784 0.0025999533 0.011053203
162 0.00065958714 0.00053985673 0.00077931755
EOD
$c9 << EOD
39 0.25393556 0.23771019 0.27016093
44.25 0.11505564 0.11006542 0.12004586
60.875 0.046367739 0.038640343 0.054095136
101.75 0.0060530003 0.0049763544 0.0071296461
179.375 0.0010457178 0.00046655284 0.0016248828
EOD
$c10 << EOD
27 0.18915363 0.152297 0.22601027
38.90625 0.1391174 0.10754282 0.17069199
91.03125 0.029119646 0.025935097 0.032304195
197.90625 0.0047978965 0.0039750853 0.0056207077
EOD
$c11 << EOD
29.953125 0.32837666 0.30176679 0.35498653
38.703125 0.27577628 0.23718609 0.31436647
40.875 0.088698101 0.057905735 0.11949047
59.78125 0.023762022 0.0051678379 0.042356206
124 0.0010679002 0.00057404161 0.0015617588
EOD
$c12 << EOD
34.4375 0.36317327 0.34062009 0.38572646
38 0.20356253 0.19584017 0.21128489
44 0.065423508 0.060843642 0.070003373
75.5 0.0070559036 0.0027824686 0.011329339
117.3125 0.0014578709 0.00087955913 0.0020361826
EOD
$c13 << EOD
10 0.41798244 0.38863377 0.44733112
20 0.15543734 0.11073142 0.20014326
30 0.068525159 0.053664895 0.083385424
50 0.028428931 0.020562 0.036295861
100 0.0076222506 0.0045635255 0.010680976
200 0.0020544041 0.0011761766 0.0029326315
EOD
$c14 << EOD
20 0.20716084 0.18170273 0.23261896
32 0.073424366 0.057852448 0.088996285
45.125 0.045940988 0.031715829 0.060166147
80.1875 0.024687701 0.006067642 0.043307761
120.5 0.0070830216 0.0031527577 0.011013285
EOD
$c15 << EOD
23.75 0.24515222 0.20065649 0.28964795
31.9375 0.13202292 0.079365672 0.18468017
47.21875 0.036957692 0.025785192 0.048130191
110.65625 0.0071798264 0.0034108739 0.010948779
300.65625 0.0002378766 0.00017706629 0.00029868692
EOD
$c16 << EOD
27 0.13015576 0.085724789 0.17458673
31 0.1141032 0.08715978 0.14104661
41.125 0.094651918 0.04110201 0.14820183
78.8125 0.010720594 0.0057698744 0.015671314
169.625 0.00098169664 0.00073461634 0.0012287769
EOD
$c17 << EOD
18.75 0.36226024 0.34926192 0.37525857
26 0.10028513 0.08884796 0.1117223
34.5 0.086530801 0.076718553 0.09634305
64.875 0.01179322 0.0087475523 0.014838887
108.5 0.0053301058 0.0014102814 0.0092499301
EOD
$c18 << EOD
15.6875 0.2481979 0.1950343 0.30136151
20 0.12369089 0.094089186 0.15329259
28.53125 0.11571342 0.064423683 0.16700316
59.09375 0.01513057 0.0090756348 0.021185506
106.625 0.0023588305 0.0010762924 0.0036413685
EOD
$c19 << EOD
10 0.2215805 0.19890987 0.24425113
13.5625 0.15908879 0.13780118 0.1803764
22.875 0.082669968 0.062258069 0.10308187
76.9375 0.0091087776 0.0057720747 0.01244548
214.1875 0.00057232671 0.00045869971 0.00068595372
EOD
$c20 << EOD
12.6875 0.15098043 0.11232765 0.18963321
21.0625 0.055142398 0.043880132 0.066404664
34.78125 0.036931124 0.020451344 0.053410905
87.34375 0.0052550967 0.0034841808 0.0070260126
224.65625 0.00038287214 0.00019999583 0.00056574845
EOD
$c21 << EOD
10 0.095605715 0.066077632 0.1251338
20 0.036130813 0.023757591 0.048504034
30 0.01614386 0.0078740685 0.024413652
50 0.0069083878 0.003036109 0.010780667
100 0.0020179389 0.00073807583 0.003297802
200 0.0005088438 0.00017860649 0.00083908111
EOD
$c22 << EOD
19.671875 0.063089583 0.058850001 0.067329165
27.40625 0.044168705 0.025019086 0.063318325
40.578125 0.025145784 0.010802856 0.039488713
82.71875 0.0035796874 0.0027395618 0.0044198131
176.14062 0.00032023061 0.00016733814 0.00047312307
EOD
$c23 << EOD
10 0.053522034 0.04401343 0.063030638
20 0.030879546 0.015198959 0.046560134
30 0.0092202719 0.0020218023 0.016418742
50 0.0025136026 0.0011150548 0.0039121505
100 0.00049971441 0.00034443596 0.00065499286
200 0.00011051895 9.5131946e-05 0.00012590596
EOD
$c24 << EOD
10.46875 0.2562587 0.23259546 0.27992194
11.671875 0.18103552 0.15106897 0.21100206
18.0625 0.063500965 0.050829191 0.076172739
31.765625 0.010874409 0.0056343267 0.016114492
74.359375 0.00040867308 0.0002812234 0.00053612277
EOD
$c25 << EOD
13.953125 0.094178728 0.072381895 0.11597556
17.1875 0.054544462 0.043134164 0.06595476
24.921875 0.02286429 0.018039282 0.027689297
68.140625 0.0045428237 0.0031480839 0.0059375636
164.60938 0.00031345113 0.00019820118 0.00042870108
EOD
$c26 << EOD
10 0.068691622 0.053496614 0.083886629
20 0.030804971 0.012368182 0.049241761
30 0.0047589539 0.0024107709 0.0071071369
50 0.00092691709 0.00044004041 0.0014137938
100 0.00010922607 4.0936031e-05 0.00017751611
200 2.6683932e-05 1.4644344e-05 3.8723519e-05
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale x
set logscale y
set ytics ('1e-5' 1.0000000000000001e-05, '1e-4' 0.0001, '1e-3' 0.001, '1e-2' 0.01, '1e-1' 0.10000000000000001, '1e0' 1)
set xtics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xrange [8.6956522:258.35469]
set yrange [3.9782828e-06:2.4298242]
set arrow from graph 0, first 3.5872421e-05 to graph 1, first 3.5872421e-05 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 3.5872421e-05 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.6017 to graph 1.085, graph 0.6017 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'verner65, adaptive' at graph 1.1, graph 0.6017 left noenhanced font ',12' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.6017 point pt 7 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.5457 to graph 1.085, graph 0.5457 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'bogacki_shampine32, adaptive' at graph 1.1, graph 0.5457 left noenhanced font ',12' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.5457 point pt 15 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.4897 to graph 1.085, graph 0.4897 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'etdrk2, adaptive' at graph 1.1, graph 0.4897 left noenhanced font ',12' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.4897 point pt 15 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.3217 to graph 1.085, graph 0.3217 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'res_2s_noise, adaptive' at graph 1.1, graph 0.3217 left noenhanced font ',12' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.3217 point pt 9 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.4337 to graph 1.085, graph 0.4337 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.4337 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4337 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2657 to graph 1.085, graph 0.2657 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dpm_solver_3, adaptive' at graph 1.1, graph 0.2657 left noenhanced font ',12' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.2657 point pt 5 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.1537 to graph 1.085, graph 0.1537 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3' at graph 1.1, graph 0.1537 left noenhanced font ',12' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.1537 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.3777 to graph 1.085, graph 0.3777 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'unipc_adaptive, adaptive' at graph 1.1, graph 0.3777 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3777 point pt 15 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.2097 to graph 1.085, graph 0.2097 nohead linecolor rgb '#666666' linewidth 2 dashtype 1
set label 'dpmpp_3s, adaptive' at graph 1.1, graph 0.2097 left noenhanced font ',12' textcolor rgb '#666666'
set label '' at graph 1.0525, graph 0.2097 point pt 7 ps 0.8 lc rgb '#666666'
set arrow from graph 1.02, graph 0.0977 to graph 1.085, graph 0.0977 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unipc3_bh2' at graph 1.1, graph 0.0977 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.0977 point pt 11 ps 0.8 lc rgb '#D55E00'
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
     $c17 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c17 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c18 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c18 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c19 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c19 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c20 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c20 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c21 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c21 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c22 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c23 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c23 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c24 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c24 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c25 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c25 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c26 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c26 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
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
     $c17 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c17 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c18 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c18 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c19 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c19 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c20 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c20 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c21 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c21 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c22 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c23 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c23 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c24 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c24 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c25 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c25 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c26 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c26 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
unset output
