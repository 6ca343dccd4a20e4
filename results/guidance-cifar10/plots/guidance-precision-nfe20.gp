# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'precision against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[cifar10-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.97312 0.83 0.80138771 0.85861229
1.47312 0.872 0.84681143 0.89718857
1.97312 0.89 0.87651204 0.90348796
2.97312 0.887 0.86791024 0.90608976
4.97312 0.82 0.79344892 0.84655108
EOD
$c1 << EOD
1 0.83 0.80138771 0.85861229
2 0.874 0.85083366 0.89716634
3 0.89 0.8611897 0.9188103
EOD
$c2 << EOD
1.02688 0.83 0.80138771 0.85861229
2.02688 0.83 0.80302408 0.85697592
3.02688 0.745 0.71107 0.77893
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009, '0.90' 0.90000000000000002)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [0.69860558:0.93127472]
set arrow from graph 1.02, graph 0.5217 to graph 1.085, graph 0.5217 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.5217 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.5217 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.8226 to graph 1.085, graph 0.8226 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.8226 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.8226 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.1994 to graph 1.085, graph 0.1994 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.1994 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1994 point pt 9 ps 0.8 lc rgb '#009E73'
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
