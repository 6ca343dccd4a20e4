# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[cifar10-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 345.21363 342.15499 348.27228
10 270.21013 268.41718 272.00309
20 236.19049 233.29016 239.09081
EOD
$c1 << EOD
5 448.38063 441.74165 455.01962
10 357.88021 349.71196 366.04846
20 243.49868 236.9512 250.04616
EOD
$c2 << EOD
5 282.65919 274.49767 290.82072
10 187.49179 178.39743 196.58614
20 144.0601 134.70538 153.41482
EOD
$c3 << EOD
4 499.38672 492.44258 506.33086
10 140.38019 136.72695 144.03342
20 106.37416 97.112457 115.63586
EOD
$c4 << EOD
5 182.31507 173.99579 190.63435
10 123.58132 114.64884 132.5138
20 117.7991 108.73312 126.86508
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('100' 100, '150' 150, '200' 200, '300' 300, '500' 500)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [92.499268:574.29473]
set arrow from graph 1.02, graph 0.4937 to graph 1.085, graph 0.4937 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.4937 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.4937 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.5497 to graph 1.085, graph 0.5497 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.5497 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5497 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2426 to graph 1.085, graph 0.2426 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2426 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2426 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.0765 to graph 1.085, graph 0.0765 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.0765 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0765 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1325 to graph 1.085, graph 0.1325 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1325 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1325 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
