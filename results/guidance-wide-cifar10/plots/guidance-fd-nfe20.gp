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
0.97312 78.461629 70.00037 86.922889
1.47312 45.184499 39.099058 51.26994
1.97312 26.686268 23.647016 29.72552
2.97312 26.763812 23.29978 30.227844
4.97312 70.898126 64.836475 76.959777
EOD
$c1 << EOD
1 78.461629 70.00037 86.922889
2 48.651129 42.270473 55.031785
3 26.415424 22.908979 29.921868
EOD
$c2 << EOD
1.02688 78.461629 70.00037 86.922889
2.02688 16.494274 13.242636 19.745911
3.02688 37.41323 31.486129 43.340332
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('15' 15, '20' 20, '30' 30, '50' 50, '70' 70)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [11.515336:99.961322]
set arrow from graph 1.02, graph 0.8410 to graph 1.085, graph 0.8410 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.8410 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.8410 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3842 to graph 1.085, graph 0.3842 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.3842 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3842 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.5453 to graph 1.085, graph 0.5453 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.5453 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5453 point pt 9 ps 0.8 lc rgb '#009E73'
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
