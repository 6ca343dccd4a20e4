# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'FD against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.95296 10.726311 8.7908674 12.661756
1.45296 6.6245966 5.5683052 7.680888
1.95296 8.3103174 6.9909658 9.6296689
2.95296 14.314552 12.450737 16.178367
4.95296 23.759583 21.428979 26.090187
7.95296 29.182253 26.813642 31.550864
EOD
$c1 << EOD
1 10.726311 8.7908674 12.661756
1.5 7.7467534 6.3264341 9.1670728
2 6.4220415 5.297393 7.5466899
3 6.6530172 5.3635728 7.9424616
5 10.566805 8.5012042 12.632406
8 15.709943 13.616636 17.803249
EOD
$c2 << EOD
1.04704 10.726311 8.7908674 12.661756
1.54704 7.5774447 6.3593668 8.7955227
2.04704 6.6218112 5.5945862 7.6490362
3.04704 6.972099 6.0271337 7.9170644
5.04704 66.543983 61.102293 71.985673
8.04704 198.39396 192.11593 204.672
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [4.2544402:254.84622]
set arrow from graph 1.02, graph 0.4705 to graph 1.085, graph 0.4705 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.4705 left noenhanced font ',9' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4705 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3192 to graph 1.085, graph 0.3192 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.3192 left noenhanced font ',9' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3192 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.9388 to graph 1.085, graph 0.9388 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by fashion-mnist-conditional-early' at graph 1.1, graph 0.9388 left noenhanced font ',9' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.9388 point pt 9 ps 0.8 lc rgb '#009E73'
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
