# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'FD against guidance, NFE 20' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[fashion-mnist-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
1 10.726311 8.7908674 12.661756
1.5 6.6245966 5.5683052 7.680888
2 8.3103174 6.9909658 9.6296689
3 14.314552 12.450737 16.178367
5 23.759583 21.428979 26.090187
8 29.182253 26.813642 31.550864
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
1 10.726311 8.7908674 12.661756
1.5 7.5774447 6.3593668 8.7955227
2 6.6218112 5.5945862 7.6490362
3 6.972099 6.0271337 7.9170644
5 66.543983 61.102293 71.985673
8 198.39396 192.11593 204.672
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.155
set xlabel 'w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [5.2273525:243.73605]
set arrow from graph 1.02, graph 0.4476 to graph 1.085, graph 0.4476 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.4476 left noenhanced font ',10' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4476 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2864 to graph 1.085, graph 0.2864 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'from 0.3 to 3' at graph 1.1, graph 0.2864 left noenhanced font ',10' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.2864 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.9464 to graph 1.085, graph 0.9464 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'by fashion-mnist-conditional-early' at graph 1.1, graph 0.9464 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.9464 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-fd-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-fd-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
