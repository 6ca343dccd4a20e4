# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: trajectory error under error control' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; 95 % intervals: ±34 %;' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'grey: the other 17 methods; pale: not resolved' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
91.71875 0.31226593 0.31226593 0.31226593
95.875 0.41190894 0.41190894 0.41190894
113.4375 0.19816831 0.19816831 0.19816831
219.1875 0.071897948 0.071897948 0.071897948
EOD
$c1 << EOD
772.07812 0.19966563 0.19966563 0.19966563
978.35938 0.013827542 0.013827542 0.013827542
EOD
$c2 << EOD
381.625 0.063682521 0.063682521 0.063682521
420.625 0.029184719 0.029184719 0.029184719
EOD
$c3 << EOD
77.65625 0.11391505 0.11391505 0.11391505
132.8125 0.039248762 0.039248762 0.039248762
192.84375 0.031379672 0.031379672 0.031379672
EOD
$c4 << EOD
60.0625 0.042221062 0.042221062 0.042221062
81.25 0.043469936 0.043469936 0.043469936
102.625 0.040654004 0.040654004 0.040654004
132.53125 0.0057278639 0.0057278639 0.0057278639
165.4375 0.004441493 0.004441493 0.004441493
EOD
$c5 << EOD
24.125 0.78838875 0.78838875 0.78838875
45.3125 0.22191774 0.22191774 0.22191774
50.9375 0.0662092 0.0662092 0.0662092
100.625 0.015478901 0.015478901 0.015478901
123.125 0.0033937092 0.0033937092 0.0033937092
EOD
$c6 << EOD
31.875 0.32299892 0.32299892 0.32299892
49.8125 0.069254842 0.069254842 0.069254842
61.625 0.041590126 0.041590126 0.041590126
107.01562 0.0093860621 0.0093860621 0.0093860621
173.07812 0.0020236239 0.0020236239 0.0020236239
EOD
$c7 << EOD
50.4375 0.069515591 0.069515591 0.069515591
60.75 0.027577565 0.027577565 0.027577565
77.8125 0.031857669 0.031857669 0.031857669
103.96875 0.0068265784 0.0068265784 0.0068265784
162 0.00065958714 0.00065958714 0.00065958714
EOD
$c8 << EOD
38 0.081632393 0.081632393 0.081632393
50 0.052400388 0.052400388 0.052400388
69.875 0.051059563 0.051059563 0.051059563
135.5 0.026140831 0.026140831 0.026140831
281.9375 0.00042280273 0.00042280273 0.00042280273
EOD
$c9 << EOD
39 0.25393556 0.25393556 0.25393556
44.25 0.11505564 0.11505564 0.11505564
60.875 0.046367739 0.046367739 0.046367739
101.75 0.0060530003 0.0060530003 0.0060530003
179.375 0.0010457178 0.0010457178 0.0010457178
EOD
$c10 << EOD
27 0.18915363 0.18915363 0.18915363
38.90625 0.1391174 0.1391174 0.1391174
91.03125 0.029119646 0.029119646 0.029119646
197.90625 0.0047978965 0.0047978965 0.0047978965
EOD
$c11 << EOD
29.953125 0.32837666 0.32837666 0.32837666
38.703125 0.27577628 0.27577628 0.27577628
40.875 0.088698101 0.088698101 0.088698101
59.78125 0.023762022 0.023762022 0.023762022
124 0.0010679002 0.0010679002 0.0010679002
EOD
$c12 << EOD
34.4375 0.36317327 0.36317327 0.36317327
38 0.20356253 0.20356253 0.20356253
44 0.065423508 0.065423508 0.065423508
75.5 0.0070559036 0.0070559036 0.0070559036
117.3125 0.0014578709 0.0014578709 0.0014578709
EOD
$c13 << EOD
20 0.20716084 0.20716084 0.20716084
32 0.073424366 0.073424366 0.073424366
45.125 0.045940988 0.045940988 0.045940988
80.1875 0.024687701 0.024687701 0.024687701
120.5 0.0070830216 0.0070830216 0.0070830216
EOD
$c14 << EOD
10 0.41798244 0.41798244 0.41798244
20 0.15543734 0.15543734 0.15543734
30 0.068525159 0.068525159 0.068525159
50 0.028428931 0.028428931 0.028428931
100 0.0076222506 0.0076222506 0.0076222506
200 0.0020544041 0.0020544041 0.0020544041
EOD
$c15 << EOD
27 0.13015576 0.13015576 0.13015576
31 0.1141032 0.1141032 0.1141032
41.125 0.094651918 0.094651918 0.094651918
78.8125 0.010720594 0.010720594 0.010720594
169.625 0.00098169664 0.00098169664 0.00098169664
EOD
$c16 << EOD
18.75 0.36226024 0.36226024 0.36226024
26 0.10028513 0.10028513 0.10028513
34.5 0.086530801 0.086530801 0.086530801
64.875 0.01179322 0.01179322 0.01179322
108.5 0.0053301058 0.0053301058 0.0053301058
EOD
$c17 << EOD
23.75 0.24515222 0.24515222 0.24515222
31.9375 0.13202292 0.13202292 0.13202292
47.21875 0.036957692 0.036957692 0.036957692
110.65625 0.0071798264 0.0071798264 0.0071798264
300.65625 0.0002378766 0.0002378766 0.0002378766
EOD
$c18 << EOD
15.6875 0.2481979 0.2481979 0.2481979
20 0.12369089 0.12369089 0.12369089
28.53125 0.11571342 0.11571342 0.11571342
59.09375 0.01513057 0.01513057 0.01513057
106.625 0.0023588305 0.0023588305 0.0023588305
EOD
$c19 << EOD
10 0.2215805 0.2215805 0.2215805
13.5625 0.15908879 0.15908879 0.15908879
22.875 0.082669968 0.082669968 0.082669968
76.9375 0.0091087776 0.0091087776 0.0091087776
214.1875 0.00057232671 0.00057232671 0.00057232671
EOD
$c20 << EOD
12.6875 0.15098043 0.15098043 0.15098043
21.0625 0.055142398 0.055142398 0.055142398
34.78125 0.036931124 0.036931124 0.036931124
87.34375 0.0052550967 0.0052550967 0.0052550967
224.65625 0.00038287214 0.00038287214 0.00038287214
EOD
$c21 << EOD
10 0.095605715 0.095605715 0.095605715
20 0.036130813 0.036130813 0.036130813
30 0.01614386 0.01614386 0.01614386
50 0.0069083878 0.0069083878 0.0069083878
100 0.0020179389 0.0020179389 0.0020179389
200 0.0005088438 0.0005088438 0.0005088438
EOD
$c22 << EOD
19.671875 0.063089583 0.063089583 0.063089583
27.40625 0.044168705 0.044168705 0.044168705
40.578125 0.025145784 0.025145784 0.025145784
82.71875 0.0035796874 0.0035796874 0.0035796874
176.14062 0.00032023061 0.00032023061 0.00032023061
EOD
$c23 << EOD
10.46875 0.2562587 0.2562587 0.2562587
11.671875 0.18103552 0.18103552 0.18103552
18.0625 0.063500965 0.063500965 0.063500965
31.765625 0.010874409 0.010874409 0.010874409
74.359375 0.00040867308 0.00040867308 0.00040867308
EOD
$c24 << EOD
13.953125 0.094178728 0.094178728 0.094178728
17.1875 0.054544462 0.054544462 0.054544462
24.921875 0.02286429 0.02286429 0.02286429
68.140625 0.0045428237 0.0045428237 0.0045428237
164.60938 0.00031345113 0.00031345113 0.00031345113
EOD
$c25 << EOD
10 0.053522034 0.053522034 0.053522034
20 0.030879546 0.030879546 0.030879546
30 0.0092202719 0.0092202719 0.0092202719
50 0.0025136026 0.0025136026 0.0025136026
100 0.00049971441 0.00049971441 0.00049971441
200 0.00011051895 0.00011051895 0.00011051895
EOD
$c26 << EOD
10 0.068691622 0.068691622 0.068691622
20 0.030804971 0.030804971 0.030804971
30 0.0047589539 0.0047589539 0.0047589539
50 0.00092691709 0.00092691709 0.00092691709
100 0.00010922607 0.00010922607 0.00010922607
200 2.6683932e-05 2.6683932e-05 2.6683932e-05
EOD
$marks << EOD
200 2.6683932e-05 11 11 0xF1C9AA
EOD
set lmargin at screen 0.110
set rmargin at screen 0.546
set bmargin at screen 0.1436
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('1e-5' 1.0000000000000001e-05, '1e-4' 0.0001, '0.001' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001, '1' 1)
set logscale x
set xtics ('10' 10, '30' 30, '100' 100, '300' 300)
set xrange [8.6956522:345.75469]
set yrange [4.2634783e-06:1.6038523]
set arrow from graph 0, first 3.5872421e-05 to graph 1, first 3.5872421e-05 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 3.5872421e-05 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.1933 to graph 1.085, graph 0.1933 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun, adaptive' at graph 1.1, graph 0.1933 left noenhanced font ',12' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.1933 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.5853 to graph 1.085, graph 0.5853 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'bogacki_shampine32, adaptive' at graph 1.1, graph 0.5853 left noenhanced font ',12' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.5853 point pt 15 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.5293 to graph 1.085, graph 0.5293 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'etdrk2, adaptive' at graph 1.1, graph 0.5293 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5293 point pt 15 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.3613 to graph 1.085, graph 0.3613 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'res_2s_noise, adaptive' at graph 1.1, graph 0.3613 left noenhanced font ',12' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.3613 point pt 9 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.4733 to graph 1.085, graph 0.4733 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.4733 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4733 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3053 to graph 1.085, graph 0.3053 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dpm_solver_3, adaptive' at graph 1.1, graph 0.3053 left noenhanced font ',12' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.3053 point pt 5 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.4173 to graph 1.085, graph 0.4173 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'unipc_adaptive, adaptive' at graph 1.1, graph 0.4173 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.4173 point pt 15 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.2493 to graph 1.085, graph 0.2493 nohead linecolor rgb '#666666' linewidth 2 dashtype 1
set label 'dpmpp_3s, adaptive' at graph 1.1, graph 0.2493 left noenhanced font ',12' textcolor rgb '#666666'
set label '' at graph 1.0525, graph 0.2493 point pt 7 ps 0.8 lc rgb '#666666'
set arrow from graph 1.02, graph 0.1373 to graph 1.085, graph 0.1373 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3' at graph 1.1, graph 0.1373 left noenhanced font ',12' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.1373 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.0813 to graph 1.085, graph 0.0813 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unipc3_bh2' at graph 1.1, graph 0.0813 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.0813 point pt 11 ps 0.8 lc rgb '#D55E00'
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
     $c17 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c18 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c19 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c20 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c21 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c24 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c26 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
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
     $c17 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c18 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c19 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c20 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c21 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c24 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c26 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
unset output
