# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'FD against guidance, NFE 20' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[cifar10-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
1.5 102.74001 94.183606 111.29641
2 81.305719 74.081722 88.529717
3 57.634479 53.577688 61.69127
EOD
set lmargin at screen 0.100
set rmargin at screen 0.748
set bmargin at screen 0.155
set xlabel 'w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('60' 60, '70' 70, '80' 80, '90' 90, '100' 100, '110' 110)
set xtics ('1.6' 1.6000000000000001, '1.8' 1.8, '2.0' 2, '2.2' 2.2000000000000002, '2.4' 2.4000000000000004, '2.6' 2.6000000000000001, '2.8' 2.8000000000000003, '3.0' 3)
set xrange [1.41:3.09]
set yrange [50.114565:114.75953]
set arrow from graph 1.02, graph 0.1163 to graph 1.085, graph 0.1163 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.1163 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1163 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-fd-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-fd-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
