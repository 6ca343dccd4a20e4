# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'FD against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: solvers under guidance' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.90592 11.583601 9.4357404 13.731461
2.90592 17.189723 15.402159 18.977287
7.90592 24.490377 22.213571 26.767184
EOD
$c1 << EOD
0.95296 11.842309 9.8180811 13.866538
2.95296 14.777941 12.793227 16.762656
7.95296 30.74682 28.067431 33.426209
EOD
$c2 << EOD
1 11.585326 9.5039932 13.666659
3 15.580009 13.66791 17.492107
8 27.654203 24.854907 30.453499
EOD
$c3 << EOD
1.04704 11.954023 9.8491264 14.05892
3.04704 14.485048 12.586661 16.383435
8.04704 31.260759 27.656282 34.865236
EOD
$c4 << EOD
1.09408 13.939886 11.124548 16.755224
3.09408 15.994901 13.353235 18.636568
8.09408 100.53157 95.365757 105.69738
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('10' 10, '20' 20, '50' 50, '100' 100)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [8.1624153:122.18601]
set arrow from graph 1.02, graph 0.3768 to graph 1.085, graph 0.3768 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.3768 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.3768 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.4888 to graph 1.085, graph 0.4888 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.4888 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4888 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.4328 to graph 1.085, graph 0.4328 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.4328 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4328 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.5448 to graph 1.085, graph 0.5448 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'clamp(dpmpp_2m)' at graph 1.1, graph 0.5448 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.5448 point pt 5 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.9279 to graph 1.085, graph 0.9279 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'dynamic_threshold(dpmpp_2m)' at graph 1.1, graph 0.9279 left noenhanced font ',12' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.9279 point pt 9 ps 0.8 lc rgb '#AA4499'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-fd-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-fd-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
