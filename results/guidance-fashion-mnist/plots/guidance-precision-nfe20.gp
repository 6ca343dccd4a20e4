# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'precision against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.95296 0.707 0.668546 0.745454
1.45296 0.762 0.74554966 0.77845034
1.95296 0.759 0.73130653 0.78669347
2.95296 0.738 0.70713201 0.76886799
4.95296 0.671 0.63353447 0.70846553
7.95296 0.594 0.56305843 0.62494157
EOD
$c1 << EOD
1 0.707 0.668546 0.745454
1.5 0.728 0.69903227 0.75696773
2 0.739 0.72101429 0.75698571
3 0.733 0.70518363 0.76081637
5 0.714 0.667252 0.760748
8 0.652 0.60579019 0.69820981
EOD
$c2 << EOD
1.04704 0.707 0.668546 0.745454
1.54704 0.704 0.6763579 0.7316421
2.04704 0.716 0.6863725 0.7456275
3.04704 0.656 0.63358197 0.67841803
5.04704 0.662 0.64046145 0.68353855
8.04704 0.932 0.9173794 0.9466206
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.6' 0.60000000000000009, '0.7' 0.70000000000000007, '0.8' 0.80000000000000004, '0.9' 0.90000000000000002)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [0.5400447:0.96963433]
set arrow from graph 1.02, graph 0.1256 to graph 1.085, graph 0.1256 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.1256 left noenhanced font ',9' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1256 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2606 to graph 1.085, graph 0.2606 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.2606 left noenhanced font ',9' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.2606 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.9124 to graph 1.085, graph 0.9124 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by fashion-mnist-conditional-early' at graph 1.1, graph 0.9124 left noenhanced font ',9' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.9124 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-precision-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-precision-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
