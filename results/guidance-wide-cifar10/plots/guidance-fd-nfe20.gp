# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'FD against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[cifar10-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.97312 67.453934 58.578521 76.329348
1.47312 36.556886 31.163154 41.950619
1.97312 22.061689 19.52487 24.598508
2.97312 27.755899 24.035881 31.475917
4.97312 71.054622 63.88162 78.227624
EOD
$c1 << EOD
1 67.453934 58.578521 76.329348
2 38.812549 33.399234 44.225864
3 21.72647 19.049217 24.403723
EOD
$c2 << EOD
1.02688 67.453934 58.578521 76.329348
1.52688 18.547486 16.111405 20.983567
2.02688 20.183111 15.647804 24.718418
3.02688 49.949481 42.733938 57.165023
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('15' 15, '20' 20, '30' 30, '50' 50, '70' 70)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [13.606786:89.961767]
set arrow from graph 1.02, graph 0.8751 to graph 1.085, graph 0.8751 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.8751 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.8751 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2478 to graph 1.085, graph 0.2478 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.2478 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.2478 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.6885 to graph 1.085, graph 0.6885 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.6885 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.6885 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-fd-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-fd-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
