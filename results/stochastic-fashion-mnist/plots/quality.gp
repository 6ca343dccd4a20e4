# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[fashion-mnist-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
10 222.52795 221.75391 223.302
20 208.86503 207.55467 210.17538
50 148.45986 145.05456 151.86517
100 83.076733 79.490817 86.662649
250 40.169707 38.520795 41.818619
EOD
$c1 << EOD
10 214.16082 213.29778 215.02385
20 182.20586 180.32467 184.08706
50 92.038624 88.754228 95.32302
100 50.58171 47.503192 53.660228
250 29.373086 27.876817 30.869355
EOD
$c2 << EOD
10 211.21187 210.45896 211.96478
20 169.49075 167.50743 171.47407
50 71.832774 69.943089 73.722458
100 41.507642 39.416557 43.598728
250 29.281876 27.433531 31.13022
EOD
$c3 << EOD
6 234.42815 233.31152 235.54477
18 188.48265 186.88077 190.08452
48 37.386985 34.899478 39.874491
96 31.119615 29.900493 32.338737
246 30.10305 27.377599 32.828502
EOD
$c4 << EOD
10 200.51056 199.04514 201.97599
20 117.84065 113.19835 122.48295
50 52.085147 49.967348 54.202947
100 35.783108 33.431148 38.135068
250 28.873042 27.161 30.585083
EOD
$c5 << EOD
10 191.92123 190.48003 193.36243
20 111.09179 107.59653 114.58706
50 48.008393 46.031629 49.985157
100 33.991466 32.188417 35.794515
250 28.250109 26.795971 29.704247
EOD
$c6 << EOD
9 209.78449 208.87175 210.69723
18 177.85707 176.37461 179.33953
48 36.808416 35.52115 38.095682
99 27.227576 25.917237 28.537915
249 25.336902 23.575032 27.098773
EOD
$c7 << EOD
10 230.83211 229.80929 231.85493
20 183.84824 182.16914 185.52734
50 29.15932 26.61059 31.708051
100 24.376231 22.81352 25.938941
250 25.317513 23.533614 27.101412
EOD
$c8 << EOD
56.892 99.246214 96.559182 101.93325
82.86 46.590405 43.871467 49.309343
143.334 28.996662 26.592069 31.401255
EOD
$c9 << EOD
10 211.20703 209.95123 212.46283
20 46.370413 44.66446 48.076366
50 25.610884 22.454599 28.76717
100 24.802449 23.428543 26.176356
250 25.207962 23.262673 27.153251
EOD
$c10 << EOD
10 168.92983 167.20913 170.65052
20 28.372516 27.090585 29.654447
50 25.185187 22.551919 27.818456
100 25.898566 24.666954 27.130177
250 25.033115 23.387836 26.678395
EOD
$c11 << EOD
9 65.713875 62.699159 68.728592
18 36.378003 34.205774 38.550232
48 30.660034 29.483569 31.836499
99 29.527603 26.930548 32.124659
249 28.827391 27.028426 30.626356
EOD
$c12 << EOD
10 91.071132 89.259552 92.882712
20 31.039059 29.299881 32.778237
50 27.111817 25.455678 28.767956
100 26.413928 24.482565 28.345291
250 25.490941 22.680302 28.30158
EOD
$c13 << EOD
10 44.085346 40.523882 47.64681
20 35.303051 32.216055 38.390047
50 31.40321 28.330305 34.476115
100 30.799151 28.228264 33.370038
250 31.588525 29.130131 34.04692
EOD
$c14 << EOD
92.506 41.104773 38.76835 43.441196
143.835 28.078062 26.809783 29.346342
245.96 27.495308 24.251426 30.739191
EOD
$c15 << EOD
10 64.41469 61.472475 67.356905
20 32.831983 30.204582 35.459384
50 26.038214 23.138441 28.937987
100 26.076412 24.922643 27.230181
250 24.951926 23.311021 26.592832
EOD
$c16 << EOD
10 34.730385 31.918467 37.542304
20 31.941052 29.410373 34.47173
50 31.189299 28.375555 34.003044
100 31.217857 28.785968 33.649747
250 31.976075 29.486481 34.46567
EOD
$c17 << EOD
10 34.361975 31.553905 37.170045
20 31.539128 29.001951 34.076304
50 30.926726 28.143726 33.709725
100 31.052643 28.615473 33.489812
250 31.924954 29.441744 34.408163
EOD
$c18 << EOD
10 34.0647 31.221075 36.908325
20 31.225741 28.679746 33.771736
50 30.764693 28.027557 33.501828
100 30.970296 28.543703 33.396889
250 31.894038 29.423016 34.36506
EOD
$c19 << EOD
10 34.023068 31.18414 36.861997
20 31.207556 28.658623 33.756489
50 30.762917 28.024856 33.500977
100 30.96957 28.550141 33.388998
250 31.897783 29.423997 34.371569
EOD
$c20 << EOD
10 47.910692 42.867948 52.953436
20 33.85644 32.431594 35.281285
50 28.609094 26.37832 30.839868
100 26.352174 23.997945 28.706402
250 25.535779 24.156004 26.915554
EOD
$c21 << EOD
10 53.828455 48.659674 58.997236
20 32.132358 29.054798 35.209918
50 24.416313 22.654003 26.178623
100 24.443297 22.043422 26.843172
250 25.169344 23.457494 26.881194
EOD
$c22 << EOD
10 54.177251 50.579601 57.774901
20 27.05647 24.565108 29.547831
50 24.645982 22.902875 26.389089
100 26.416442 23.731477 29.101408
250 26.626403 25.170721 28.082086
EOD
$c23 << EOD
10 49.801281 46.452876 53.149686
20 26.414371 23.984777 28.843965
50 24.699519 22.968787 26.430251
100 26.335861 23.64778 29.023942
250 26.632189 25.17654 28.087838
EOD
$c24 << EOD
10 42.363533 39.779782 44.947283
20 27.746374 25.517528 29.975219
50 26.805931 24.507373 29.104488
100 24.250586 22.567965 25.933208
250 25.766623 24.020997 27.512248
EOD
$c25 << EOD
10 38.797091 36.429142 41.165039
20 25.917071 23.562285 28.271857
50 24.716235 23.025191 26.40728
100 26.368061 23.711823 29.0243
250 26.629853 25.170838 28.088869
EOD
$c26 << EOD
9 40.707823 36.459848 44.955798
18 27.012738 24.795451 29.230026
48 23.851825 22.093735 25.609915
99 25.345395 23.608817 27.081974
249 24.287872 22.009822 26.565921
EOD
$c27 << EOD
10 28.952704 26.801832 31.103576
20 26.348699 23.844961 28.852437
50 25.094295 23.469642 26.718948
100 26.404527 23.787867 29.021188
250 26.62528 25.159431 28.091129
EOD
set lmargin at screen 0.100
set rmargin at screen 0.627
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale x
set logscale y
set ytics ('25' 25, '30' 30, '40' 40, '50' 50, '60' 60)
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
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
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
     $c18 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c18 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c19 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c19 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c20 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c21 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c22 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c22 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c24 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c24 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c26 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c26 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c27 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c27 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
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
     $c18 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c18 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c19 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c19 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c20 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c20 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c21 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c22 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c22 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c23 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c24 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c24 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c25 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c26 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c26 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c27 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c27 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
unset output
