# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: quality of the stochastic catalogue' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label '95 % intervals: ±7.8 %; grey: the other 18 methods' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
10 222.52795 222.52795 222.52795
20 208.86503 208.86503 208.86503
50 148.45986 148.45986 148.45986
100 83.076733 83.076733 83.076733
250 40.169707 40.169707 40.169707
EOD
$c1 << EOD
10 214.16082 214.16082 214.16082
20 182.20586 182.20586 182.20586
50 92.038624 92.038624 92.038624
100 50.58171 50.58171 50.58171
250 29.373086 29.373086 29.373086
EOD
$c2 << EOD
10 211.21187 211.21187 211.21187
20 169.49075 169.49075 169.49075
50 71.832774 71.832774 71.832774
100 41.507642 41.507642 41.507642
250 29.281876 29.281876 29.281876
EOD
$c3 << EOD
6 234.42815 234.42815 234.42815
18 188.48265 188.48265 188.48265
48 37.386985 37.386985 37.386985
96 31.119615 31.119615 31.119615
246 30.10305 30.10305 30.10305
EOD
$c4 << EOD
10 200.51056 200.51056 200.51056
20 117.84065 117.84065 117.84065
50 52.085147 52.085147 52.085147
100 35.783108 35.783108 35.783108
250 28.873042 28.873042 28.873042
EOD
$c5 << EOD
10 191.92123 191.92123 191.92123
20 111.09179 111.09179 111.09179
50 48.008393 48.008393 48.008393
100 33.991466 33.991466 33.991466
250 28.250109 28.250109 28.250109
EOD
$c6 << EOD
9 209.78449 209.78449 209.78449
18 177.85707 177.85707 177.85707
48 36.808416 36.808416 36.808416
99 27.227576 27.227576 27.227576
249 25.336902 25.336902 25.336902
EOD
$c7 << EOD
10 230.83211 230.83211 230.83211
20 183.84824 183.84824 183.84824
50 29.15932 29.15932 29.15932
100 24.376231 24.376231 24.376231
250 25.317513 25.317513 25.317513
EOD
$c8 << EOD
56.892 99.246214 99.246214 99.246214
82.86 46.590405 46.590405 46.590405
143.334 28.996662 28.996662 28.996662
EOD
$c9 << EOD
10 211.20703 211.20703 211.20703
20 46.370413 46.370413 46.370413
50 25.610884 25.610884 25.610884
100 24.802449 24.802449 24.802449
250 25.207962 25.207962 25.207962
EOD
$c10 << EOD
10 168.92983 168.92983 168.92983
20 28.372516 28.372516 28.372516
50 25.185187 25.185187 25.185187
100 25.898566 25.898566 25.898566
250 25.033115 25.033115 25.033115
EOD
$c11 << EOD
9 65.713875 65.713875 65.713875
18 36.378003 36.378003 36.378003
48 30.660034 30.660034 30.660034
99 29.527603 29.527603 29.527603
249 28.827391 28.827391 28.827391
EOD
$c12 << EOD
10 91.071132 91.071132 91.071132
20 31.039059 31.039059 31.039059
50 27.111817 27.111817 27.111817
100 26.413928 26.413928 26.413928
250 25.490941 25.490941 25.490941
EOD
$c13 << EOD
10 44.085346 44.085346 44.085346
20 35.303051 35.303051 35.303051
50 31.40321 31.40321 31.40321
100 30.799151 30.799151 30.799151
250 31.588525 31.588525 31.588525
EOD
$c14 << EOD
92.506 41.104773 41.104773 41.104773
143.835 28.078062 28.078062 28.078062
245.96 27.495308 27.495308 27.495308
EOD
$c15 << EOD
10 64.41469 64.41469 64.41469
20 32.831983 32.831983 32.831983
50 26.038214 26.038214 26.038214
100 26.076412 26.076412 26.076412
250 24.951926 24.951926 24.951926
EOD
$c16 << EOD
10 34.730385 34.730385 34.730385
20 31.941052 31.941052 31.941052
50 31.189299 31.189299 31.189299
100 31.217857 31.217857 31.217857
250 31.976075 31.976075 31.976075
EOD
$c17 << EOD
10 34.361975 34.361975 34.361975
20 31.539128 31.539128 31.539128
50 30.926726 30.926726 30.926726
100 31.052643 31.052643 31.052643
250 31.924954 31.924954 31.924954
EOD
$c18 << EOD
10 34.0647 34.0647 34.0647
20 31.225741 31.225741 31.225741
50 30.764693 30.764693 30.764693
100 30.970296 30.970296 30.970296
250 31.894038 31.894038 31.894038
EOD
$c19 << EOD
10 34.023068 34.023068 34.023068
20 31.207556 31.207556 31.207556
50 30.762917 30.762917 30.762917
100 30.96957 30.96957 30.96957
250 31.897783 31.897783 31.897783
EOD
$c20 << EOD
10 47.910692 47.910692 47.910692
20 33.85644 33.85644 33.85644
50 28.609094 28.609094 28.609094
100 26.352174 26.352174 26.352174
250 25.535779 25.535779 25.535779
EOD
$c21 << EOD
10 53.828455 53.828455 53.828455
20 32.132358 32.132358 32.132358
50 24.416313 24.416313 24.416313
100 24.443297 24.443297 24.443297
250 25.169344 25.169344 25.169344
EOD
$c22 << EOD
10 54.177251 54.177251 54.177251
20 27.05647 27.05647 27.05647
50 24.645982 24.645982 24.645982
100 26.416442 26.416442 26.416442
250 26.626403 26.626403 26.626403
EOD
$c23 << EOD
10 49.801281 49.801281 49.801281
20 26.414371 26.414371 26.414371
50 24.699519 24.699519 24.699519
100 26.335861 26.335861 26.335861
250 26.632189 26.632189 26.632189
EOD
$c24 << EOD
10 42.363533 42.363533 42.363533
20 27.746374 27.746374 27.746374
50 26.805931 26.805931 26.805931
100 24.250586 24.250586 24.250586
250 25.766623 25.766623 25.766623
EOD
$c25 << EOD
10 38.797091 38.797091 38.797091
20 25.917071 25.917071 25.917071
50 24.716235 24.716235 24.716235
100 26.368061 26.368061 26.368061
250 26.629853 26.629853 26.629853
EOD
$c26 << EOD
9 40.707823 40.707823 40.707823
18 27.012738 27.012738 27.012738
48 23.851825 23.851825 23.851825
99 25.345395 25.345395 25.345395
249 24.287872 24.287872 24.287872
EOD
$c27 << EOD
10 28.952704 28.952704 28.952704
20 26.348699 26.348699 26.348699
50 25.094295 25.094295 25.094295
100 26.404527 26.404527 26.404527
250 26.62528 26.62528 26.62528
EOD
set lmargin at screen 0.100
set rmargin at screen 0.627
set bmargin at screen 0.1436
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('25' 25, '30' 30, '40' 40, '50' 50, '60' 60)
set logscale x
set xtics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xrange [7.826087:287.5]
set yrange [20.242425:63.837524]
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'er_sde_2_legacy' at graph 1.1, graph 0.4480 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4480 point pt 13 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'er_sde_2' at graph 1.1, graph 0.5040 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.5040 point pt 5 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.1120 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'seeds_2' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.0560 point pt 9 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'sa_solver' at graph 1.1, graph 0.2800 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2800 point pt 15 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'dpmpp_3m_sde' at graph 1.1, graph 0.3920 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3920 point pt 5 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'dpmpp_sde' at graph 1.1, graph 0.1680 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.1680 point pt 11 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'dpmpp_3m_sde_legacy' at graph 1.1, graph 0.3360 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.3360 point pt 15 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'seeds_3' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0000 point pt 7 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m_sde' at graph 1.1, graph 0.2240 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2240 point pt 11 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
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
     $c18 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c19 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c22 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c24 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c26 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c27 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
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
     $c18 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c19 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c22 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c24 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c26 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c27 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
unset output
