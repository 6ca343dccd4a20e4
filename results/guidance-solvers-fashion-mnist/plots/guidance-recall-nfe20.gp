# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'recall against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: solvers under guidance' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'recall[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.90592 0.7232 0.68736349 0.75903651
2.90592 0.4712 0.39668045 0.54571955
7.90592 0.281 0.17863356 0.38336644
EOD
$c1 << EOD
0.95296 0.7812 0.73483995 0.82756005
2.95296 0.5878 0.51832727 0.65727273
7.95296 0.4712 0.37455059 0.56784941
EOD
$c2 << EOD
1 0.7716 0.74387988 0.79932012
3 0.5366 0.48821263 0.58498737
8 0.3436 0.27144136 0.41575864
EOD
$c3 << EOD
1.04704 0.7842 0.72364926 0.84475074
3.04704 0.609 0.54735846 0.67064154
8.04704 0.4694 0.44502324 0.49377676
EOD
$c4 << EOD
1.09408 0.7548 0.70218613 0.80741387
3.09408 0.7026 0.62101873 0.78418127
8.09408 0.1782 0.077667843 0.27873216
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.2' 0.20000000000000001, '0.4' 0.40000000000000002, '0.6' 0.60000000000000009, '0.8' 0.80000000000000004)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [0.031642869:0.89077572]
set arrow from graph 1.02, graph 0.2902 to graph 1.085, graph 0.2902 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2902 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2902 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.5386 to graph 1.085, graph 0.5386 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.5386 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.5386 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3631 to graph 1.085, graph 0.3631 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.3631 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3631 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.4826 to graph 1.085, graph 0.4826 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'clamp(dpmpp_2m)' at graph 1.1, graph 0.4826 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.4826 point pt 5 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1706 to graph 1.085, graph 0.1706 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'dynamic_threshold(dpmpp_2m)' at graph 1.1, graph 0.1706 left noenhanced font ',12' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.1706 point pt 9 ps 0.8 lc rgb '#AA4499'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-recall-nfe20.svg'
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
set output 'guidance-recall-nfe20.png'
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
