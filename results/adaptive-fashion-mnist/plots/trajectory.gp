# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
772.07812 0.19966563 0
978.35938 0.013827542 0
EOD
$c1 << EOD
381.625 0.063682521 0
420.625 0.029184719 0
EOD
$c2 << EOD
91.71875 0.31226593 0
95.875 0.41190894 0
113.4375 0.19816831 0
219.1875 0.071897948 0
EOD
$c3 << EOD
77.28125 0.11562434 0
129.90625 0.039137111 0
198.96875 0.028865052 0
EOD
$c4 << EOD
60.0625 0.042221062 0
81.25 0.043469936 0
102.625 0.040654004 0
132.53125 0.0057278639 0
165.4375 0.004441493 0
EOD
$c5 << EOD
24.125 0.78838875 0
45.3125 0.22191774 0
50.9375 0.0662092 0
100.625 0.015478901 0
123.125 0.0033937092 0
EOD
$c6 << EOD
31.875 0.32299892 0
49.8125 0.069254842 0
61.625 0.041590126 0
107.01562 0.0093860621 0
173.07812 0.0020236239 0
EOD
$c7 << EOD
38 0.081632393 0
50 0.052400388 0
69.875 0.051059563 0
135.5 0.026140831 0
281.9375 0.00042280273 0
EOD
$c8 << EOD
50.4375 0.069515591 0
60.75 0.027577565 0
77.8125 0.031857669 0
103.96875 0.0068265784 0
162 0.00065958714 0
EOD
$c9 << EOD
39 0.25393556 0
44.25 0.11505564 0
60.875 0.046367739 0
101.75 0.0060530003 0
179.375 0.0010457178 0
EOD
$c10 << EOD
27 0.18915363 0
38.90625 0.1391174 0
91.03125 0.029119646 0
197.90625 0.0047978965 0
EOD
$c11 << EOD
29.953125 0.32837666 0
38.703125 0.27577628 0
40.875 0.088698101 0
59.78125 0.023762022 0
124 0.0010679002 0
EOD
$c12 << EOD
34.4375 0.36317327 0
38 0.20356253 0
44 0.065423508 0
75.5 0.0070559036 0
117.3125 0.0014578709 0
EOD
$c13 << EOD
10 0.41798244 0
20 0.15543734 0
30 0.068525159 0
50 0.028428931 0
100 0.0076222506 0
200 0.0020544041 0
EOD
$c14 << EOD
20 0.20716084 0
32 0.073424366 0
45.125 0.045940988 0
80.1875 0.024687701 0
120.5 0.0070830216 0
EOD
$c15 << EOD
23.75 0.24515222 0
31.9375 0.13202292 0
47.21875 0.036957692 0
110.65625 0.0071798264 0
300.65625 0.0002378766 0
EOD
$c16 << EOD
27 0.13015576 0
31 0.1141032 0
41.125 0.094651918 0
78.8125 0.010720594 0
169.625 0.00098169664 0
EOD
$c17 << EOD
18.75 0.36226024 0
26 0.10028513 0
34.5 0.086530801 0
64.875 0.01179322 0
108.5 0.0053301058 0
EOD
$c18 << EOD
15.6875 0.2481979 0
20 0.12369089 0
28.53125 0.11571342 0
59.09375 0.01513057 0
106.625 0.0023588305 0
EOD
$c19 << EOD
10 0.2215805 0
13.5625 0.15908879 0
22.875 0.082669968 0
76.9375 0.0091087776 0
214.1875 0.00057232671 0
EOD
$c20 << EOD
12.6875 0.15098043 0
21.0625 0.055142398 0
34.78125 0.036931124 0
87.34375 0.0052550967 0
224.65625 0.00038287214 0
EOD
$c21 << EOD
10 0.095605715 0
20 0.036130813 0
30 0.01614386 0
50 0.0069083878 0
100 0.0020179389 0
200 0.0005088438 0
EOD
$c22 << EOD
19.671875 0.063089583 0
27.40625 0.044168705 0
40.578125 0.025145784 0
82.71875 0.0035796874 0
176.14062 0.00032023061 0
EOD
$c23 << EOD
10 0.053522034 0
20 0.030879546 0
30 0.0092202719 0
50 0.0025136026 0
100 0.00049971441 0
200 0.00011051895 0
EOD
$c24 << EOD
10.46875 0.2562587 0
11.671875 0.18103552 0
18.0625 0.063500965 0
31.765625 0.010874409 0
74.359375 0.00040867308 0
EOD
$c25 << EOD
13.953125 0.094178728 0
17.1875 0.054544462 0
24.921875 0.02286429 0
68.140625 0.0045428237 0
164.60938 0.00031345113 0
EOD
$c26 << EOD
10 0.068691622 0
20 0.030804971 0
30 0.0047589539 0
50 0.00092691709 0
100 0.00010922607 0
200 2.6683932e-05 0
EOD
set lmargin at screen 0.08
set rmargin at screen 0.651
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Trajectory error against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'RMS error of the final state' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set logscale y
set ytics ('1e-5' 1.0000000000000001e-05, '1e-4' 0.0001, '1e-3' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001, '1' 1)
set xtics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xrange [8.6956522:258.35469]
set yrange [3.9782828e-06:2.4298242]
set arrow 3 from graph 0, first 3.5872421e-05 to graph 1, first 3.5872421e-05 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 4 'uncertainty of the reference' at graph 0.01, first 3.5872421e-05 left offset 0,0.5 noenhanced font ',11' textcolor rgb '#666666'
set arrow 5 from graph 0.7522, graph 0.5405 to graph 1.018, graph 0.5837 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 6 'verner65, adaptive' at graph 1.024, graph 0.5837 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 7 from graph 0.7470, graph 0.4793 to graph 1.018, graph 0.5317 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 8 'bogacki_shampine32, adaptive' at graph 1.024, graph 0.5317 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 9 from graph 0.9527, graph 0.3730 to graph 1.018, graph 0.4797 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 10 'etdrk2, adaptive' at graph 1.024, graph 0.4797 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 11 from graph 0.9668, graph 0.3428 to graph 1.018, graph 0.3237 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 12 'res_2s_noise, adaptive' at graph 1.024, graph 0.3237 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 13 from graph 0.9325, graph 0.3641 to graph 1.018, graph 0.4277 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 14 'dpmpp_2m' at graph 1.024, graph 0.4277 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 15 from graph 0.8951, graph 0.3294 to graph 1.018, graph 0.2717 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 16 'dpm_solver_3, adaptive' at graph 1.024, graph 0.2717 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 17 from graph 0.9325, graph 0.2495 to graph 1.018, graph 0.1677 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 18 'ipndm3' at graph 1.024, graph 0.1677 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 19 from graph 0.6408, graph 0.3477 to graph 1.018, graph 0.3757 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 20 'unipc_adaptive, adaptive' at graph 1.024, graph 0.3757 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 21 from graph 0.8751, graph 0.3278 to graph 1.018, graph 0.2197 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 22 'dpmpp_3s, adaptive' at graph 1.024, graph 0.2197 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 23 from graph 0.9325, graph 0.1429 to graph 1.018, graph 0.1157 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 24 'unipc3_bh2' at graph 1.024, graph 0.1157 left noenhanced font ',12' textcolor rgb '#0072B2'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
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
     $c17 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c18 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c19 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c21 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c22 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c23 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c24 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c25 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c26 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
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
     $c17 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c18 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c19 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c21 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c22 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c23 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c24 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c25 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c26 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
